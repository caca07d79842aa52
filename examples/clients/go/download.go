// go run download.go <dataset> <file>
//
// BALKANID_BASE_URL, BALKANID_KEY_ID and BALKANID_KEY_SECRET say where and as whom. Needs nothing but Go's own library.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"strings"
	"time"
)

var (
	baseURL   = fromEnv("BALKANID_BASE_URL", "https://app.balkan.id")
	firstWait = seconds(fromEnv("BALKANID_POLL_WAIT", "1"))
	deadline  = seconds(fromEnv("BALKANID_DEADLINE", "900"))
	bodies    = map[string]string{"requests": `{"includeCompleted": true}`, "rbac2": ""}
)

const mostTries = 5

// By itself Go repeats GET and HEAD at once when a connection that was used before breaks; send waits instead.
var client = &http.Client{Transport: &http.Transport{DisableKeepAlives: true, ResponseHeaderTimeout: time.Minute}}

// gone says that the export cannot be had any more, but another one can.
type gone struct{ error }

type urls struct {
	PollingURL string `json:"pollingUrl"`
	URL        string `json:"url"`
}

func main() {
	if len(os.Args) != 3 || !known(os.Args[1]) {
		fmt.Fprintln(os.Stderr, "usage: download <requests|rbac2> <file>")
		os.Exit(2)
	}
	dataset, file := os.Args[1], os.Args[2]
	size, err := download(dataset, file)
	if err != nil {
		fmt.Fprintf(os.Stderr, "%s was not downloaded: %v\n", dataset, err)
		os.Exit(1)
	}
	fmt.Printf("%s: %d bytes\n", file, size)
}

func download(dataset, file string) (int64, error) {
	part := file + ".part"
	defer os.Remove(part)
	for attempt := 1; ; attempt++ {
		issued, err := call(dataset)
		if err != nil {
			return 0, err
		}
		size, err := poll(issued.PollingURL)
		if err == nil {
			err = fetchFile(issued.URL, part, size)
		}
		if err == nil {
			return size, os.Rename(part, file)
		}
		if !errors.As(err, &gone{}) || attempt == 3 {
			return 0, err
		}
	}
}

// region call
// call asks for an export. The API key goes here, and nowhere else.
func call(dataset string) (issued urls, err error) {
	answer, err := send(func() (*http.Request, error) {
		target := baseURL + "/api/rest/v0/" + dataset + "/download-url"
		request, err := http.NewRequest(http.MethodPost, target, strings.NewReader(bodies[dataset]))
		if err != nil {
			return nil, err
		}
		request.Header.Set("Content-Type", "application/json")
		id, secret := os.Getenv("BALKANID_KEY_ID"), os.Getenv("BALKANID_KEY_SECRET")
		if id != "" && secret != "" {
			request.Header.Set("X-Api-Key-ID", id)
			request.Header.Set("X-Api-Key-Secret", secret)
		}
		return request, nil
	})
	if err != nil {
		return issued, err
	}
	defer answer.Body.Close()
	if answer.StatusCode == 401 {
		return issued, errors.New("the API key was refused (401); see BALKANID_KEY_ID and BALKANID_KEY_SECRET")
	}
	if answer.StatusCode != 200 {
		return issued, fmt.Errorf("POST was answered %d", answer.StatusCode)
	}
	if json.NewDecoder(answer.Body).Decode(&issued) != nil || !isAbsolute(issued.PollingURL) || !isAbsolute(issued.URL) {
		return issued, errors.New("the answer lacks one of the two absolute URLs")
	}
	return issued, nil
}

// endregion call

// region poll
// poll waits until the file is there, and tells how many bytes it has.
func poll(pollingURL string) (int64, error) {
	end := time.Now().Add(deadline)
	for wait := firstWait; ; wait = time.Duration(math.Min(float64(wait)*1.5, float64(30*time.Second))) {
		answer, err := send(func() (*http.Request, error) { return http.NewRequest(http.MethodHead, pollingURL, nil) })
		if err != nil {
			return 0, err
		}
		answer.Body.Close()
		switch answer.StatusCode {
		case 200:
			return answer.ContentLength, nil
		case 403:
			return 0, gone{errors.New("storage refused a poll (403)")}
		case 404:
		default:
			return 0, fmt.Errorf("a poll was answered %d", answer.StatusCode)
		}
		if time.Now().Add(wait).After(end) {
			return 0, fmt.Errorf("the file was not ready after %v", deadline)
		}
		time.Sleep(wait)
	}
}

// endregion poll

// region download
// fetchFile streams the file to disk, and begins again when the connection breaks.
func fetchFile(url, part string, size int64) error {
	for attempt := 1; ; attempt++ {
		answer, err := send(func() (*http.Request, error) { return http.NewRequest(http.MethodGet, url, nil) })
		if err != nil {
			return err
		}
		received, err := save(answer, part)
		if err == nil && received != size {
			return fmt.Errorf("received %d bytes of %d", received, size)
		}
		if err == nil {
			return nil
		}
		var broken *brokenOff
		if !errors.As(err, &broken) || attempt == mostTries {
			return err
		}
		time.Sleep(firstWait << attempt)
	}
}

// brokenOff says that the connection ended before the file did.
type brokenOff struct{ error }

func save(answer *http.Response, part string) (int64, error) {
	defer answer.Body.Close()
	if answer.StatusCode == 403 || answer.StatusCode == 404 {
		return 0, gone{fmt.Errorf("the download was answered %d", answer.StatusCode)}
	}
	if answer.StatusCode != 200 {
		return 0, fmt.Errorf("the download was answered %d", answer.StatusCode)
	}
	if kind := answer.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/csv") {
		return 0, fmt.Errorf("expected text/csv, received %q", kind)
	}
	file, err := os.Create(part)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	received, err := io.Copy(file, answer.Body)
	if err != nil {
		return received, &brokenOff{err}
	}
	return received, nil
}

// endregion download

// send sends a request, and again after what may pass: no connection, 429 and 5xx. Retry-After is honoured.
func send(make func() (*http.Request, error)) (*http.Response, error) {
	for attempt := 1; ; attempt++ {
		request, err := make()
		if err != nil {
			return nil, err
		}
		answer, err := client.Do(request)
		if err == nil && answer.StatusCode != 429 && answer.StatusCode < 500 {
			return answer, nil
		}
		pause := firstWait << attempt
		if err == nil {
			answer.Body.Close()
			if asked := retryAfter(answer.Header.Get("Retry-After")); asked > pause {
				pause = asked
			}
			err = fmt.Errorf("answered %d again and again", answer.StatusCode)
		}
		if attempt == mostTries {
			return nil, err
		}
		time.Sleep(pause)
	}
}

// retryAfter reads seconds, or a date.
func retryAfter(value string) time.Duration {
	if count, err := strconv.Atoi(value); err == nil {
		return time.Duration(count) * time.Second
	}
	if date, err := http.ParseTime(value); err == nil {
		return time.Until(date)
	}
	return 0
}

func isAbsolute(text string) bool {
	parsed, err := url.Parse(text)
	return err == nil && (parsed.Scheme == "http" || parsed.Scheme == "https") && parsed.Host != ""
}

func known(dataset string) bool {
	_, found := bodies[dataset]
	return found
}

func fromEnv(name, absent string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return absent
}

func seconds(text string) time.Duration {
	value, err := strconv.ParseFloat(text, 64)
	if err != nil {
		fmt.Fprintf(os.Stderr, "received %q, expected a number of seconds\n", text)
		os.Exit(2)
	}
	return time.Duration(value * float64(time.Second))
}
