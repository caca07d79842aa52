// biome-ignore-all format: generated
// biome-ignore-all lint: generated
// Generated from openapi.yaml: `npx vitest run test/server/openapi-client.test.ts -u` writes it anew.
export interface paths {
    "/api/rest/v0/requests/download-url": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a file
         * @description Begins an export and answers with two pre-signed URLs of its file. `Content-Type` is optional; the default is `application/json`. [Documentation](https://developer.balkan.id/bulk-requests-download-api-early-access-12828109e0)
         */
        post: operations["createRequestsDownloadUrl"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/storage/{exportId}/requests.csv": {
        parameters: {
            query: {
                /**
                 * @description Signature Version 4.
                 * @example AWS4-HMAC-SHA256
                 */
                "X-Amz-Algorithm": components["parameters"]["X-Amz-Algorithm"];
                /**
                 * @description The id of the signing key, then the scope: day, region, service.
                 * @example BALKANIDMOCK/20260101/us-east-1/s3/aws4_request
                 */
                "X-Amz-Credential": components["parameters"]["X-Amz-Credential"];
                /**
                 * @description When the URL was issued, in UTC.
                 * @example 20260101T000000Z
                 */
                "X-Amz-Date": components["parameters"]["X-Amz-Date"];
                /**
                 * @description For how many seconds after that the URL is good.
                 * @example 900
                 */
                "X-Amz-Expires": components["parameters"]["X-Amz-Expires"];
                /**
                 * @description The header fields that the signature covers, separated by semicolons.
                 * @example host
                 */
                "X-Amz-SignedHeaders": components["parameters"]["X-Amz-SignedHeaders"];
                /**
                 * @description Covers the method, the host, the path and the other parameters.
                 * @example 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
                 */
                "X-Amz-Signature": components["parameters"]["X-Amz-Signature"];
            };
            header?: {
                /**
                 * @description Answer 412 unless the file still has one of these entity tags.
                 * @example "5d41402abc4b2a76b9719d911017c592"
                 */
                "If-Match"?: components["parameters"]["If-Match"];
                /**
                 * @description Answer 304 if the file still has one of these entity tags.
                 * @example "5d41402abc4b2a76b9719d911017c592"
                 */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description Answer 304 if the file is not newer. `If-None-Match` goes before it.
                 * @example Thu, 01 Jan 2026 00:00:00 GMT
                 */
                "If-Modified-Since"?: components["parameters"]["If-Modified-Since"];
                /**
                 * @description Answer 412 if the file is newer. `If-Match` goes before it.
                 * @example Thu, 01 Jan 2026 00:00:00 GMT
                 */
                "If-Unmodified-Since"?: components["parameters"]["If-Unmodified-Since"];
            };
            path: {
                /**
                 * @description The export that the POST began, as a ULID.
                 * @example 01H9VNFTZD1T44TCSKGEBWNTZD
                 */
                exportId: components["parameters"]["exportId"];
            };
            cookie?: never;
        };
        /**
         * Download the file
         * @description GET `url`, which is signed for GET, once a poll has answered 200.
         */
        get: operations["downloadRequestsFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /**
         * Poll for the file
         * @description HEAD `pollingUrl`, which is signed for HEAD: 404 until the file is ready, then 200.
         */
        head: operations["pollRequestsFile"];
        patch?: never;
        trace?: never;
    };
    "/api/rest/v0/rbac2/download-url": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a file
         * @description Begins an export and answers with two pre-signed URLs of its file. `Content-Type` is optional; the default is `application/json`. [Documentation](https://developer.balkan.id/apidoc/bulk-rbac2-download-api-early-access-12828085e0)
         */
        post: operations["createRbac2DownloadUrl"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/storage/{exportId}/rbac2.csv": {
        parameters: {
            query: {
                /**
                 * @description Signature Version 4.
                 * @example AWS4-HMAC-SHA256
                 */
                "X-Amz-Algorithm": components["parameters"]["X-Amz-Algorithm"];
                /**
                 * @description The id of the signing key, then the scope: day, region, service.
                 * @example BALKANIDMOCK/20260101/us-east-1/s3/aws4_request
                 */
                "X-Amz-Credential": components["parameters"]["X-Amz-Credential"];
                /**
                 * @description When the URL was issued, in UTC.
                 * @example 20260101T000000Z
                 */
                "X-Amz-Date": components["parameters"]["X-Amz-Date"];
                /**
                 * @description For how many seconds after that the URL is good.
                 * @example 900
                 */
                "X-Amz-Expires": components["parameters"]["X-Amz-Expires"];
                /**
                 * @description The header fields that the signature covers, separated by semicolons.
                 * @example host
                 */
                "X-Amz-SignedHeaders": components["parameters"]["X-Amz-SignedHeaders"];
                /**
                 * @description Covers the method, the host, the path and the other parameters.
                 * @example 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
                 */
                "X-Amz-Signature": components["parameters"]["X-Amz-Signature"];
            };
            header?: {
                /**
                 * @description Answer 412 unless the file still has one of these entity tags.
                 * @example "5d41402abc4b2a76b9719d911017c592"
                 */
                "If-Match"?: components["parameters"]["If-Match"];
                /**
                 * @description Answer 304 if the file still has one of these entity tags.
                 * @example "5d41402abc4b2a76b9719d911017c592"
                 */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description Answer 304 if the file is not newer. `If-None-Match` goes before it.
                 * @example Thu, 01 Jan 2026 00:00:00 GMT
                 */
                "If-Modified-Since"?: components["parameters"]["If-Modified-Since"];
                /**
                 * @description Answer 412 if the file is newer. `If-Match` goes before it.
                 * @example Thu, 01 Jan 2026 00:00:00 GMT
                 */
                "If-Unmodified-Since"?: components["parameters"]["If-Unmodified-Since"];
            };
            path: {
                /**
                 * @description The export that the POST began, as a ULID.
                 * @example 01H9VNFTZD1T44TCSKGEBWNTZD
                 */
                exportId: components["parameters"]["exportId"];
            };
            cookie?: never;
        };
        /**
         * Download the file
         * @description GET `url`, which is signed for GET, once a poll has answered 200.
         */
        get: operations["downloadRbac2File"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        /**
         * Poll for the file
         * @description HEAD `pollingUrl`, which is signed for HEAD: 404 until the file is ready, then 200.
         */
        head: operations["pollRbac2File"];
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Two pre-signed URLs of one file. */
        DownloadUrls: {
            /**
             * Format: uri
             * @description Pre-signed. HEAD it until the answer is 200; 404 means that the file is not ready yet.
             */
            pollingUrl: string;
            /**
             * Format: uri
             * @description Pre-signed. GET it for the CSV once polling has answered 200.
             */
            url: string;
        };
        /** @description What to export of `requests`. */
        RequestsParameters: {
            /**
             * @description Whether requests that are already completed are exported too.
             * @example true
             */
            includeCompleted: boolean;
        };
        /** @description The whole of `requests.csv` (RFC 4180). `contentSchema` describes its records once they are parsed. */
        RequestsFile: string;
        /**
         * @description One record of `requests.csv`, by column name. A blank cell is an absent property.
         * @example {
         *       "Request ID": "01H9VNFTZD1T44TCSKGEBWNTZD",
         *       "Requester": "ayden@email.com",
         *       "Username": "Ayden Cole",
         *       "Work Email": "ayden@email.com",
         *       "Reference": "ayden@email.com",
         *       "Duration": "68m0s",
         *       "Expiration Date": "2023-09-22 18:30:00",
         *       "Provision Date": "2023-09-22 18:30:00",
         *       "Source": "jira",
         *       "Source ID": "EN-123456",
         *       "Request Type": "grant",
         *       "App ID": "github/01H965ZRNQHAS2B8GKJA85X75D",
         *       "Connection": "Core Engineering",
         *       "Connection Type": "team",
         *       "Resource": "payments-api",
         *       "Resource Type": "repository",
         *       "Privilege Name": "admin",
         *       "Privilege Value": "true",
         *       "Type": "employee_request",
         *       "Metadata": "{\"integration_to_scim_payload\":{\"aws/214195\":{\"username\":\"\"},\"github/28329\":{}},\"reason\":\"Need to perform current job duties\",\"reference_department\":null,\"reference_employee\":\"sam@email.com\",\"reference_title\":null,\"reference_type\":\"employee\"}",
         *       "Scheduled Date": "2023-09-22 18:30:00",
         *       "Entity Review ID": "01H9VNFTZD1T44TCSKGEBWNTZD",
         *       "Purpose ID": "01H90W5FM2RY663D6AFNG9HEJ9",
         *       "Purpose Review ID": "01H9T8PDBF8MZ9WTFYG2622Q91"
         *     }
         * @example {
         *       "Request ID": "01H9VNFTZD1T44TCSKGEBWNTZD",
         *       "Requester": "ayden@email.com",
         *       "Username": "Ayden Cole",
         *       "Work Email": "ayden@email.com",
         *       "Request Type": "grant",
         *       "App ID": "github/01H965ZRNQHAS2B8GKJA85X75D",
         *       "Type": "employee_request",
         *       "Metadata": "{\"integration_to_scim_payload\":{\"aws/214195\":{\"username\":\"\"},\"github/28329\":{}},\"reason\":\"Need to perform current job duties\",\"reference_department\":null,\"reference_employee\":\"sam@email.com\",\"reference_title\":null,\"reference_type\":\"employee\"}"
         *     }
         */
        RequestsRow: {
            /**
             * @description Identifies the request; the rows of one request share it.
             * @example 01H9VNFTZD1T44TCSKGEBWNTZD
             */
            "Request ID": string;
            /**
             * Format: email
             * @description Who made the request.
             * @example ayden@email.com
             */
            Requester: string;
            /**
             * @description The requester by name.
             * @example Ayden Cole
             * @example ayden
             */
            Username: string;
            /**
             * Format: email
             * @description The employee whom the access is for.
             * @example ayden@email.com
             */
            "Work Email": string;
            /**
             * Format: email
             * @description An employee whose entitlements the request takes as its model.
             * @example ayden@email.com
             */
            Reference?: string;
            /**
             * @description For how long the access is wanted.
             * @example 68m0s
             * @example 45m0s
             * @example 1h
             */
            Duration?: string;
            /**
             * @description When the request expires.
             * @example 2023-09-22 18:30:00
             */
            "Expiration Date"?: string;
            /**
             * @description When the access was, or is to be, provisioned.
             * @example 2023-09-22 18:30:00
             */
            "Provision Date"?: string;
            /**
             * @description The system that the request came from.
             * @example jira
             */
            Source?: string;
            /**
             * @description The id of the request in that system.
             * @example EN-123456
             */
            "Source ID"?: string;
            /**
             * @description Whether access is to be given or taken away.
             * @example grant
             * @example revoke
             * @enum {string}
             */
            "Request Type": "grant" | "revoke";
            /**
             * @description The app, with or without the integration that connects it.
             * @example github/01H965ZRNQHAS2B8GKJA85X75D
             * @example google
             */
            "App ID": string;
            /**
             * @description The group, team or role that is asked for.
             * @example Core Engineering
             * @example engineering-all
             */
            Connection?: string;
            /**
             * @description What kind of connection that is.
             * @example team
             * @example group
             */
            "Connection Type"?: string;
            /**
             * @description The resource that is asked for.
             * @example payments-api
             */
            Resource?: string;
            /**
             * @description What kind of resource that is.
             * @example repository
             */
            "Resource Type"?: string;
            /**
             * @description A fine-grained permission of the app.
             * @example admin
             */
            "Privilege Name"?: string;
            /**
             * @description Whether that permission is set.
             * @example true
             * @example false
             * @enum {string}
             */
            "Privilege Value"?: "true" | "false";
            /**
             * @description What the request acts on.
             * @example employee_request
             * @example update_entity
             * @enum {string}
             */
            Type: "employee_request" | "update_entity";
            /**
             * @description The reason, the model of the request, and what provisioning sends to each integration.
             * @example {"integration_to_scim_payload":{"aws/214195":{"username":""},"github/28329":{}},"reason":"Need to perform current job duties","reference_department":null,"reference_employee":"sam@email.com","reference_title":null,"reference_type":"employee"}
             */
            Metadata: string;
            /**
             * @description The time for which the request is scheduled.
             * @example 2023-09-22 18:30:00
             */
            "Scheduled Date"?: string;
            /**
             * @description The entity review that led to the request.
             * @example 01H9VNFTZD1T44TCSKGEBWNTZD
             */
            "Entity Review ID"?: string;
            /**
             * @description The purpose that the request serves.
             * @example 01H90W5FM2RY663D6AFNG9HEJ9
             */
            "Purpose ID"?: string;
            /**
             * @description The review of that purpose.
             * @example 01H9T8PDBF8MZ9WTFYG2622Q91
             */
            "Purpose Review ID"?: string;
        };
        /** @description The whole of `rbac2.csv` (RFC 4180). `contentSchema` describes its records once they are parsed. */
        Rbac2File: string;
        /**
         * @description One record of `rbac2.csv`, by column name. A blank cell is an absent property.
         * @example {
         *       "ID": "01H9VNFTZD1T44TCSKGEBWNTZD",
         *       "Name": "developer",
         *       "Value": "[{\"department\":\"engineering\",\"job-title\":\"engineer\",\"ratio\":0.9}]",
         *       "Integration": "google/01H90W5FM2RY663D6AFNG9HEJ9",
         *       "Employee Email": "ayden@email.com",
         *       "Identity Username": "adam.williams@balkan.id",
         *       "Connection": "Datadog Admin Role",
         *       "Connection Type": "Role",
         *       "Resource": "payments-api",
         *       "Resource Type": "repository",
         *       "Privilege Name": "admin",
         *       "Privilege Value": "true",
         *       "Label": "[{\"key\":\"entitlement/outlier\",\"value\":{\"text\":\"outlier\",\"version\":\"\",\"type\":\"No role\",\"explanation\":\"Nobody else in the team has it.\"},\"created_at\":1767225600,\"updated_at\":1767225600,\"source\":\"\"}]",
         *       "Metadata": "{\"summary\":\"Reads the dashboards.\"}"
         *     }
         * @example {
         *       "Identity Username": "adam.williams@balkan.id"
         *     }
         */
        Rbac2Row: {
            /**
             * @description Identifies the role; the rows of one role share it.
             * @example 01H9VNFTZD1T44TCSKGEBWNTZD
             */
            ID?: string;
            /**
             * @description The name of the role.
             * @example developer
             */
            Name?: string;
            /**
             * @description Whom the role suits: departments and job titles, each with a ratio.
             * @example [{"department":"engineering","job-title":"engineer","ratio":0.9}]
             */
            Value?: string;
            /**
             * @description The integration that the role belongs to.
             * @example google/01H90W5FM2RY663D6AFNG9HEJ9
             */
            Integration?: string;
            /**
             * Format: email
             * @description Who holds the role.
             * @example ayden@email.com
             */
            "Employee Email"?: string;
            /**
             * @description The name under which the holder is known to the app.
             * @example adam.williams@balkan.id
             * @example adam.williams
             */
            "Identity Username": string;
            /**
             * @description The group, team or role that the role opens.
             * @example Datadog Admin Role
             */
            Connection?: string;
            /**
             * @description What kind of connection that is.
             * @example Role
             */
            "Connection Type"?: string;
            /**
             * @description The resource that the role opens.
             * @example payments-api
             */
            Resource?: string;
            /**
             * @description What kind of resource that is.
             * @example repository
             */
            "Resource Type"?: string;
            /**
             * @description A fine-grained permission that the role carries.
             * @example admin
             */
            "Privilege Name"?: string;
            /**
             * @description What that permission is set to.
             * @example true
             */
            "Privilege Value"?: string;
            /**
             * @description Findings about the assignment, such as an outlier.
             * @example [{"key":"entitlement/outlier","value":{"text":"outlier","version":"","type":"No role","explanation":"Nobody else in the team has it."},"created_at":1767225600,"updated_at":1767225600,"source":""}]
             */
            Label?: string;
            /**
             * @description A summary of the role.
             * @example {"summary":"Reads the dashboards."}
             */
            Metadata?: string;
        };
        /** @description A problem as RFC 9457 has it. `detail` joins the three members after it. */
        Problem: {
            /**
             * Format: uri
             * @description Names the kind of problem; it is no address.
             */
            type: string;
            /** @description The kind of problem in words. */
            title: string;
            /** @description The status code of the response. */
            status: number;
            /** @description Received …; expected …. And what to do about it. */
            detail: string;
            received: string;
            expected: string;
            remedy: string;
        };
        /** @description A part of a file, which may begin and end within a record. */
        FilePart: string;
        /**
         * @description An error as S3 writes it. What further elements there are depends on the code.
         * @example {
         *       "Code": "NoSuchKey",
         *       "Message": "The specified key does not exist."
         *     }
         */
        StorageError: {
            /** @description The kind of error. */
            Code: string;
            /** @description The same in words. */
            Message: string;
        } & {
            [key: string]: string;
        };
    };
    responses: {
        /** @description The body is not JSON, or breaks the documented schema. */
        BadRequest: {
            headers: {
                "X-Mock-Basis": components["headers"]["X-Mock-Basis"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:balkanid-mock:problem:body-not-object",
                 *       "title": "The body is not a JSON object",
                 *       "status": 400,
                 *       "detail": "Received an array, []; expected a JSON object. Wrap the parameters in an object.",
                 *       "received": "an array, []",
                 *       "expected": "a JSON object",
                 *       "remedy": "Wrap the parameters in an object."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The mock was started with API keys, and the request has none of them. */
        Unauthorized: {
            headers: {
                "X-Mock-Basis": components["headers"]["X-Mock-Basis"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:balkanid-mock:problem:unauthorized",
                 *       "title": "API key not accepted",
                 *       "status": 401,
                 *       "detail": "Received no API key; expected one of the pairs of X-Api-Key-ID and X-Api-Key-Secret that the mock was started with. Send both headers of one pair, or start the mock without --api-key to accept any.",
                 *       "received": "no API key",
                 *       "expected": "one of the pairs of X-Api-Key-ID and X-Api-Key-Secret that the mock was started with",
                 *       "remedy": "Send both headers of one pair, or start the mock without --api-key to accept any."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Any other method on this path. */
        MethodNotAllowed: {
            headers: {
                "X-Mock-Basis": components["headers"]["X-Mock-Basis"];
                Allow: components["headers"]["Allow"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:balkanid-mock:problem:method-not-allowed",
                 *       "title": "Method not allowed",
                 *       "status": 405,
                 *       "detail": "Received GET; expected POST. Send POST to this path.",
                 *       "received": "GET",
                 *       "expected": "POST",
                 *       "remedy": "Send POST to this path."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The body is longer than the mock reads. */
        ContentTooLarge: {
            headers: {
                "X-Mock-Basis": components["headers"]["X-Mock-Basis"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:balkanid-mock:problem:body-too-large",
                 *       "title": "The body is too large",
                 *       "status": 413,
                 *       "detail": "Received a body of more than 65536 bytes; expected at most 65536 bytes. The bulk API takes a small JSON object; send only its documented fields.",
                 *       "received": "a body of more than 65536 bytes",
                 *       "expected": "at most 65536 bytes",
                 *       "remedy": "The bulk API takes a small JSON object; send only its documented fields."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is a body, and it is not sent as JSON. */
        UnsupportedMediaType: {
            headers: {
                "X-Mock-Basis": components["headers"]["X-Mock-Basis"];
                [name: string]: unknown;
            };
            content: {
                /**
                 * @example {
                 *       "type": "urn:balkanid-mock:problem:unsupported-media-type",
                 *       "title": "The body is not sent as JSON",
                 *       "status": 415,
                 *       "detail": "Received Content-Type: text/plain; expected Content-Type: application/json, or none. Set the header to application/json.",
                 *       "received": "Content-Type: text/plain",
                 *       "expected": "Content-Type: application/json, or none",
                 *       "remedy": "Set the header to application/json."
                 *     }
                 */
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description The client has these bytes already. */
        NotModified: {
            headers: {
                ETag: components["headers"]["ETag"];
                "Last-Modified": components["headers"]["Last-Modified"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The bytes that `Range` asks for. */
        PartialContent: {
            headers: {
                "Accept-Ranges": components["headers"]["Accept-Ranges"];
                "Content-Length": components["headers"]["Content-Length"];
                "Content-Range": components["headers"]["Content-Range"];
                ETag: components["headers"]["ETag"];
                "Last-Modified": components["headers"]["Last-Modified"];
                [name: string]: unknown;
            };
            content: {
                "text/csv": components["schemas"]["FilePart"];
            };
        };
        /** @description A parameter of the signature is missing or malformed (`AuthorizationQueryParametersError`), or the URL cannot be read (`InvalidURI`). */
        PollMalformedSignature: {
            headers: {
                "X-Mock-Basis": components["headers"]["X-Mock-Basis"];
                "X-Mock-Hint": components["headers"]["X-Mock-Hint"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The URL is signed for another method or was changed (`SignatureDoesNotMatch`), has expired or bears no signature (`AccessDenied`), or is of another server (`InvalidAccessKeyId`). */
        PollForbidden: {
            headers: {
                "X-Mock-Basis": components["headers"]["X-Mock-Basis"];
                "X-Mock-Hint": components["headers"]["X-Mock-Hint"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description `If-Match` or `If-Unmodified-Since` does not hold: `PreconditionFailed`. */
        PollPreconditionFailed: {
            headers: {
                "X-Mock-Basis": components["headers"]["X-Mock-Basis"];
                "X-Mock-Hint": components["headers"]["X-Mock-Hint"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description The file is not ready: poll again after a delay. */
        PollNotReady: {
            headers: {
                "X-Mock-Basis": components["headers"]["X-Mock-Basis"];
                "X-Mock-Hint": components["headers"]["X-Mock-Hint"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description A parameter of the signature is missing or malformed (`AuthorizationQueryParametersError`), or the URL cannot be read (`InvalidURI`). */
        DownloadMalformedSignature: {
            headers: {
                "X-Mock-Basis": components["headers"]["X-Mock-Basis"];
                "X-Mock-Hint": components["headers"]["X-Mock-Hint"];
                [name: string]: unknown;
            };
            content: {
                "application/xml": components["schemas"]["StorageError"];
            };
        };
        /** @description The URL is signed for another method or was changed (`SignatureDoesNotMatch`), has expired or bears no signature (`AccessDenied`), or is of another server (`InvalidAccessKeyId`). */
        DownloadForbidden: {
            headers: {
                "X-Mock-Basis": components["headers"]["X-Mock-Basis"];
                "X-Mock-Hint": components["headers"]["X-Mock-Hint"];
                [name: string]: unknown;
            };
            content: {
                "application/xml": components["schemas"]["StorageError"];
            };
        };
        /** @description `If-Match` or `If-Unmodified-Since` does not hold: `PreconditionFailed`. */
        DownloadPreconditionFailed: {
            headers: {
                "X-Mock-Basis": components["headers"]["X-Mock-Basis"];
                "X-Mock-Hint": components["headers"]["X-Mock-Hint"];
                [name: string]: unknown;
            };
            content: {
                "application/xml": components["schemas"]["StorageError"];
            };
        };
        /** @description The file is not ready, or there is no such export: `NoSuchKey`. */
        DownloadNoSuchFile: {
            headers: {
                "X-Mock-Basis": components["headers"]["X-Mock-Basis"];
                "X-Mock-Hint": components["headers"]["X-Mock-Hint"];
                [name: string]: unknown;
            };
            content: {
                "application/xml": components["schemas"]["StorageError"];
            };
        };
        /** @description The file has none of the bytes that `Range` asks for: `InvalidRange`. */
        DownloadRangeNotSatisfiable: {
            headers: {
                "X-Mock-Basis": components["headers"]["X-Mock-Basis"];
                "X-Mock-Hint": components["headers"]["X-Mock-Hint"];
                "Content-Range": components["headers"]["Content-Range"];
                [name: string]: unknown;
            };
            content: {
                "application/xml": components["schemas"]["StorageError"];
            };
        };
    };
    parameters: {
        /** @description The id of the API key. */
        "X-Api-Key-ID": string;
        /** @description The secret of the API key. */
        "X-Api-Key-Secret": string;
        /**
         * @description The export that the POST began, as a ULID.
         * @example 01H9VNFTZD1T44TCSKGEBWNTZD
         */
        exportId: string;
        /**
         * @description Signature Version 4.
         * @example AWS4-HMAC-SHA256
         */
        "X-Amz-Algorithm": "AWS4-HMAC-SHA256";
        /**
         * @description The id of the signing key, then the scope: day, region, service.
         * @example BALKANIDMOCK/20260101/us-east-1/s3/aws4_request
         */
        "X-Amz-Credential": string;
        /**
         * @description When the URL was issued, in UTC.
         * @example 20260101T000000Z
         */
        "X-Amz-Date": string;
        /**
         * @description For how many seconds after that the URL is good.
         * @example 900
         */
        "X-Amz-Expires": number;
        /**
         * @description The header fields that the signature covers, separated by semicolons.
         * @example host
         */
        "X-Amz-SignedHeaders": string;
        /**
         * @description Covers the method, the host, the path and the other parameters.
         * @example 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
         */
        "X-Amz-Signature": string;
        /**
         * @description Answer 412 unless the file still has one of these entity tags.
         * @example "5d41402abc4b2a76b9719d911017c592"
         */
        "If-Match": string;
        /**
         * @description Answer 304 if the file still has one of these entity tags.
         * @example "5d41402abc4b2a76b9719d911017c592"
         */
        "If-None-Match": string;
        /**
         * @description Answer 304 if the file is not newer. `If-None-Match` goes before it.
         * @example Thu, 01 Jan 2026 00:00:00 GMT
         */
        "If-Modified-Since": string;
        /**
         * @description Answer 412 if the file is newer. `If-Match` goes before it.
         * @example Thu, 01 Jan 2026 00:00:00 GMT
         */
        "If-Unmodified-Since": string;
        /**
         * @description Send these bytes alone. One range is honoured; several get the whole file.
         * @example bytes=0-65535
         */
        Range: string;
        /**
         * @description Honour `Range` only if the file still has this entity tag or date.
         * @example "5d41402abc4b2a76b9719d911017c592"
         */
        "If-Range": string;
    };
    requestBodies: never;
    headers: {
        /**
         * @description That ranges are honoured.
         * @example bytes
         */
        "Accept-Ranges": "bytes" | "none";
        /**
         * @description The methods that the path has.
         * @example POST
         */
        Allow: string;
        /**
         * @description How many bytes the body has; for HEAD, those that GET would send.
         * @example 524288
         */
        "Content-Length": number;
        /**
         * @description Which bytes of how many; `*` stands for the bytes where no range could be sent.
         * @example bytes 0-65535/524288
         */
        "Content-Range": string;
        /**
         * @description Names these bytes: a strong entity tag.
         * @example "5d41402abc4b2a76b9719d911017c592"
         */
        ETag: string;
        /**
         * @description When the file became ready.
         * @example Thu, 01 Jan 2026 00:00:00 GMT
         */
        "Last-Modified": string;
        /**
         * @description How to authenticate.
         * @example ApiKey realm="balkanid-mock"
         */
        "WWW-Authenticate": string;
        /**
         * @description The mock's own word on how the answer is known.
         * @example assumed
         */
        "X-Mock-Basis": "documented" | "inferred" | "assumed";
        /**
         * @description The mock's own word on what went wrong and what to do about it.
         * @example Received GET on a URL signed for HEAD. Send HEAD to pollingUrl and GET to url.
         */
        "X-Mock-Hint": string;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    createRequestsDownloadUrl: {
        parameters: {
            query?: never;
            header?: {
                /** @description The id of the API key. */
                "X-Api-Key-ID"?: components["parameters"]["X-Api-Key-ID"];
                /** @description The secret of the API key. */
                "X-Api-Key-Secret"?: components["parameters"]["X-Api-Key-Secret"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "includeCompleted": true
                 *     }
                 */
                "application/json": components["schemas"]["RequestsParameters"];
            };
        };
        responses: {
            /** @description The export has begun. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "pollingUrl": "http://127.0.0.1:4610/storage/01H9VNFTZD1T44TCSKGEBWNTZD/requests.csv?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=BALKANIDMOCK%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                     *       "url": "http://127.0.0.1:4610/storage/01H9VNFTZD1T44TCSKGEBWNTZD/requests.csv?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=BALKANIDMOCK%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
                     *     }
                     */
                    "application/json": components["schemas"]["DownloadUrls"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description The service failed. The documentation does not show a body. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    downloadRequestsFile: {
        parameters: {
            query: {
                /**
                 * @description Signature Version 4.
                 * @example AWS4-HMAC-SHA256
                 */
                "X-Amz-Algorithm": components["parameters"]["X-Amz-Algorithm"];
                /**
                 * @description The id of the signing key, then the scope: day, region, service.
                 * @example BALKANIDMOCK/20260101/us-east-1/s3/aws4_request
                 */
                "X-Amz-Credential": components["parameters"]["X-Amz-Credential"];
                /**
                 * @description When the URL was issued, in UTC.
                 * @example 20260101T000000Z
                 */
                "X-Amz-Date": components["parameters"]["X-Amz-Date"];
                /**
                 * @description For how many seconds after that the URL is good.
                 * @example 900
                 */
                "X-Amz-Expires": components["parameters"]["X-Amz-Expires"];
                /**
                 * @description The header fields that the signature covers, separated by semicolons.
                 * @example host
                 */
                "X-Amz-SignedHeaders": components["parameters"]["X-Amz-SignedHeaders"];
                /**
                 * @description Covers the method, the host, the path and the other parameters.
                 * @example 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
                 */
                "X-Amz-Signature": components["parameters"]["X-Amz-Signature"];
            };
            header?: {
                /**
                 * @description Answer 412 unless the file still has one of these entity tags.
                 * @example "5d41402abc4b2a76b9719d911017c592"
                 */
                "If-Match"?: components["parameters"]["If-Match"];
                /**
                 * @description Answer 304 if the file still has one of these entity tags.
                 * @example "5d41402abc4b2a76b9719d911017c592"
                 */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description Answer 304 if the file is not newer. `If-None-Match` goes before it.
                 * @example Thu, 01 Jan 2026 00:00:00 GMT
                 */
                "If-Modified-Since"?: components["parameters"]["If-Modified-Since"];
                /**
                 * @description Answer 412 if the file is newer. `If-Match` goes before it.
                 * @example Thu, 01 Jan 2026 00:00:00 GMT
                 */
                "If-Unmodified-Since"?: components["parameters"]["If-Unmodified-Since"];
                /**
                 * @description Send these bytes alone. One range is honoured; several get the whole file.
                 * @example bytes=0-65535
                 */
                Range?: components["parameters"]["Range"];
                /**
                 * @description Honour `Range` only if the file still has this entity tag or date.
                 * @example "5d41402abc4b2a76b9719d911017c592"
                 */
                "If-Range"?: components["parameters"]["If-Range"];
            };
            path: {
                /**
                 * @description The export that the POST began, as a ULID.
                 * @example 01H9VNFTZD1T44TCSKGEBWNTZD
                 */
                exportId: components["parameters"]["exportId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file. */
            200: {
                headers: {
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Content-Length": components["headers"]["Content-Length"];
                    ETag: components["headers"]["ETag"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example Request ID,Requester,Username,Work Email,Reference,Duration,Expiration Date,Provision Date,Source,Source ID,Request Type,App ID,Connection,Connection Type,Resource,Resource Type,Privilege Name,Privilege Value,Type,Metadata,Scheduled Date,Entity Review ID,Purpose ID,Purpose Review ID
                     *     01H9VNFTZD1T44TCSKGEBWNTZD,ayden@email.com,Ayden Cole,ayden@email.com,ayden@email.com,68m0s,2023-09-22 18:30:00,2023-09-22 18:30:00,jira,EN-123456,grant,github/01H965ZRNQHAS2B8GKJA85X75D,Core Engineering,team,payments-api,repository,admin,true,employee_request,"{""integration_to_scim_payload"":{""aws/214195"":{""username"":""""},""github/28329"":{}},""reason"":""Need to perform current job duties"",""reference_department"":null,""reference_employee"":""sam@email.com"",""reference_title"":null,""reference_type"":""employee""}",2023-09-22 18:30:00,01H9VNFTZD1T44TCSKGEBWNTZD,01H90W5FM2RY663D6AFNG9HEJ9,01H9T8PDBF8MZ9WTFYG2622Q91
                     *     01H9VNFTZD1T44TCSKGEBWNTZD,ayden@email.com,Ayden Cole,ayden@email.com,,,,,,,grant,github/01H965ZRNQHAS2B8GKJA85X75D,,,,,,,employee_request,"{""integration_to_scim_payload"":{""aws/214195"":{""username"":""""},""github/28329"":{}},""reason"":""Need to perform current job duties"",""reference_department"":null,""reference_employee"":""sam@email.com"",""reference_title"":null,""reference_type"":""employee""}",,,,
                     */
                    "text/csv": components["schemas"]["RequestsFile"];
                };
            };
            206: components["responses"]["PartialContent"];
            304: components["responses"]["NotModified"];
            400: components["responses"]["DownloadMalformedSignature"];
            403: components["responses"]["DownloadForbidden"];
            404: components["responses"]["DownloadNoSuchFile"];
            412: components["responses"]["DownloadPreconditionFailed"];
            416: components["responses"]["DownloadRangeNotSatisfiable"];
        };
    };
    pollRequestsFile: {
        parameters: {
            query: {
                /**
                 * @description Signature Version 4.
                 * @example AWS4-HMAC-SHA256
                 */
                "X-Amz-Algorithm": components["parameters"]["X-Amz-Algorithm"];
                /**
                 * @description The id of the signing key, then the scope: day, region, service.
                 * @example BALKANIDMOCK/20260101/us-east-1/s3/aws4_request
                 */
                "X-Amz-Credential": components["parameters"]["X-Amz-Credential"];
                /**
                 * @description When the URL was issued, in UTC.
                 * @example 20260101T000000Z
                 */
                "X-Amz-Date": components["parameters"]["X-Amz-Date"];
                /**
                 * @description For how many seconds after that the URL is good.
                 * @example 900
                 */
                "X-Amz-Expires": components["parameters"]["X-Amz-Expires"];
                /**
                 * @description The header fields that the signature covers, separated by semicolons.
                 * @example host
                 */
                "X-Amz-SignedHeaders": components["parameters"]["X-Amz-SignedHeaders"];
                /**
                 * @description Covers the method, the host, the path and the other parameters.
                 * @example 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
                 */
                "X-Amz-Signature": components["parameters"]["X-Amz-Signature"];
            };
            header?: {
                /**
                 * @description Answer 412 unless the file still has one of these entity tags.
                 * @example "5d41402abc4b2a76b9719d911017c592"
                 */
                "If-Match"?: components["parameters"]["If-Match"];
                /**
                 * @description Answer 304 if the file still has one of these entity tags.
                 * @example "5d41402abc4b2a76b9719d911017c592"
                 */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description Answer 304 if the file is not newer. `If-None-Match` goes before it.
                 * @example Thu, 01 Jan 2026 00:00:00 GMT
                 */
                "If-Modified-Since"?: components["parameters"]["If-Modified-Since"];
                /**
                 * @description Answer 412 if the file is newer. `If-Match` goes before it.
                 * @example Thu, 01 Jan 2026 00:00:00 GMT
                 */
                "If-Unmodified-Since"?: components["parameters"]["If-Unmodified-Since"];
            };
            path: {
                /**
                 * @description The export that the POST began, as a ULID.
                 * @example 01H9VNFTZD1T44TCSKGEBWNTZD
                 */
                exportId: components["parameters"]["exportId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file is ready. The header fields are those of a GET, `Content-Type: text/csv` among them. */
            200: {
                headers: {
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Content-Length": components["headers"]["Content-Length"];
                    ETag: components["headers"]["ETag"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["PollMalformedSignature"];
            403: components["responses"]["PollForbidden"];
            404: components["responses"]["PollNotReady"];
            412: components["responses"]["PollPreconditionFailed"];
        };
    };
    createRbac2DownloadUrl: {
        parameters: {
            query?: never;
            header?: {
                /** @description The id of the API key. */
                "X-Api-Key-ID"?: components["parameters"]["X-Api-Key-ID"];
                /** @description The secret of the API key. */
                "X-Api-Key-Secret"?: components["parameters"]["X-Api-Key-Secret"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The export has begun. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "pollingUrl": "http://127.0.0.1:4610/storage/01H9VNFTZD1T44TCSKGEBWNTZD/rbac2.csv?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=BALKANIDMOCK%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
                     *       "url": "http://127.0.0.1:4610/storage/01H9VNFTZD1T44TCSKGEBWNTZD/rbac2.csv?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=BALKANIDMOCK%2F20260101%2Fus-east-1%2Fs3%2Faws4_request&X-Amz-Date=20260101T000000Z&X-Amz-Expires=900&X-Amz-SignedHeaders=host&X-Amz-Signature=fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210"
                     *     }
                     */
                    "application/json": components["schemas"]["DownloadUrls"];
                };
            };
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            405: components["responses"]["MethodNotAllowed"];
            413: components["responses"]["ContentTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            /** @description The service failed. The documentation does not show a body. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    downloadRbac2File: {
        parameters: {
            query: {
                /**
                 * @description Signature Version 4.
                 * @example AWS4-HMAC-SHA256
                 */
                "X-Amz-Algorithm": components["parameters"]["X-Amz-Algorithm"];
                /**
                 * @description The id of the signing key, then the scope: day, region, service.
                 * @example BALKANIDMOCK/20260101/us-east-1/s3/aws4_request
                 */
                "X-Amz-Credential": components["parameters"]["X-Amz-Credential"];
                /**
                 * @description When the URL was issued, in UTC.
                 * @example 20260101T000000Z
                 */
                "X-Amz-Date": components["parameters"]["X-Amz-Date"];
                /**
                 * @description For how many seconds after that the URL is good.
                 * @example 900
                 */
                "X-Amz-Expires": components["parameters"]["X-Amz-Expires"];
                /**
                 * @description The header fields that the signature covers, separated by semicolons.
                 * @example host
                 */
                "X-Amz-SignedHeaders": components["parameters"]["X-Amz-SignedHeaders"];
                /**
                 * @description Covers the method, the host, the path and the other parameters.
                 * @example 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
                 */
                "X-Amz-Signature": components["parameters"]["X-Amz-Signature"];
            };
            header?: {
                /**
                 * @description Answer 412 unless the file still has one of these entity tags.
                 * @example "5d41402abc4b2a76b9719d911017c592"
                 */
                "If-Match"?: components["parameters"]["If-Match"];
                /**
                 * @description Answer 304 if the file still has one of these entity tags.
                 * @example "5d41402abc4b2a76b9719d911017c592"
                 */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description Answer 304 if the file is not newer. `If-None-Match` goes before it.
                 * @example Thu, 01 Jan 2026 00:00:00 GMT
                 */
                "If-Modified-Since"?: components["parameters"]["If-Modified-Since"];
                /**
                 * @description Answer 412 if the file is newer. `If-Match` goes before it.
                 * @example Thu, 01 Jan 2026 00:00:00 GMT
                 */
                "If-Unmodified-Since"?: components["parameters"]["If-Unmodified-Since"];
                /**
                 * @description Send these bytes alone. One range is honoured; several get the whole file.
                 * @example bytes=0-65535
                 */
                Range?: components["parameters"]["Range"];
                /**
                 * @description Honour `Range` only if the file still has this entity tag or date.
                 * @example "5d41402abc4b2a76b9719d911017c592"
                 */
                "If-Range"?: components["parameters"]["If-Range"];
            };
            path: {
                /**
                 * @description The export that the POST began, as a ULID.
                 * @example 01H9VNFTZD1T44TCSKGEBWNTZD
                 */
                exportId: components["parameters"]["exportId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole file. */
            200: {
                headers: {
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Content-Length": components["headers"]["Content-Length"];
                    ETag: components["headers"]["ETag"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example ID,Name,Value,Integration,Employee Email,Identity Username,Connection,Connection Type,Resource,Resource Type,Privilege Name,Privilege Value,Label,Metadata
                     *     01H9VNFTZD1T44TCSKGEBWNTZD,developer,"[{""department"":""engineering"",""job-title"":""engineer"",""ratio"":0.9}]",google/01H90W5FM2RY663D6AFNG9HEJ9,ayden@email.com,adam.williams@balkan.id,Datadog Admin Role,Role,payments-api,repository,admin,true,"[{""key"":""entitlement/outlier"",""value"":{""text"":""outlier"",""version"":"""",""type"":""No role"",""explanation"":""Nobody else in the team has it.""},""created_at"":1767225600,""updated_at"":1767225600,""source"":""""}]","{""summary"":""Reads the dashboards.""}"
                     *     ,,,,,adam.williams@balkan.id,,,,,,,,
                     */
                    "text/csv": components["schemas"]["Rbac2File"];
                };
            };
            206: components["responses"]["PartialContent"];
            304: components["responses"]["NotModified"];
            400: components["responses"]["DownloadMalformedSignature"];
            403: components["responses"]["DownloadForbidden"];
            404: components["responses"]["DownloadNoSuchFile"];
            412: components["responses"]["DownloadPreconditionFailed"];
            416: components["responses"]["DownloadRangeNotSatisfiable"];
        };
    };
    pollRbac2File: {
        parameters: {
            query: {
                /**
                 * @description Signature Version 4.
                 * @example AWS4-HMAC-SHA256
                 */
                "X-Amz-Algorithm": components["parameters"]["X-Amz-Algorithm"];
                /**
                 * @description The id of the signing key, then the scope: day, region, service.
                 * @example BALKANIDMOCK/20260101/us-east-1/s3/aws4_request
                 */
                "X-Amz-Credential": components["parameters"]["X-Amz-Credential"];
                /**
                 * @description When the URL was issued, in UTC.
                 * @example 20260101T000000Z
                 */
                "X-Amz-Date": components["parameters"]["X-Amz-Date"];
                /**
                 * @description For how many seconds after that the URL is good.
                 * @example 900
                 */
                "X-Amz-Expires": components["parameters"]["X-Amz-Expires"];
                /**
                 * @description The header fields that the signature covers, separated by semicolons.
                 * @example host
                 */
                "X-Amz-SignedHeaders": components["parameters"]["X-Amz-SignedHeaders"];
                /**
                 * @description Covers the method, the host, the path and the other parameters.
                 * @example 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
                 */
                "X-Amz-Signature": components["parameters"]["X-Amz-Signature"];
            };
            header?: {
                /**
                 * @description Answer 412 unless the file still has one of these entity tags.
                 * @example "5d41402abc4b2a76b9719d911017c592"
                 */
                "If-Match"?: components["parameters"]["If-Match"];
                /**
                 * @description Answer 304 if the file still has one of these entity tags.
                 * @example "5d41402abc4b2a76b9719d911017c592"
                 */
                "If-None-Match"?: components["parameters"]["If-None-Match"];
                /**
                 * @description Answer 304 if the file is not newer. `If-None-Match` goes before it.
                 * @example Thu, 01 Jan 2026 00:00:00 GMT
                 */
                "If-Modified-Since"?: components["parameters"]["If-Modified-Since"];
                /**
                 * @description Answer 412 if the file is newer. `If-Match` goes before it.
                 * @example Thu, 01 Jan 2026 00:00:00 GMT
                 */
                "If-Unmodified-Since"?: components["parameters"]["If-Unmodified-Since"];
            };
            path: {
                /**
                 * @description The export that the POST began, as a ULID.
                 * @example 01H9VNFTZD1T44TCSKGEBWNTZD
                 */
                exportId: components["parameters"]["exportId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The file is ready. The header fields are those of a GET, `Content-Type: text/csv` among them. */
            200: {
                headers: {
                    "Accept-Ranges": components["headers"]["Accept-Ranges"];
                    "Content-Length": components["headers"]["Content-Length"];
                    ETag: components["headers"]["ETag"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["PollMalformedSignature"];
            403: components["responses"]["PollForbidden"];
            404: components["responses"]["PollNotReady"];
            412: components["responses"]["PollPreconditionFailed"];
        };
    };
}
