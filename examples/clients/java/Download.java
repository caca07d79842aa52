// java Download.java <dataset> <file>
// BALKANID_BASE_URL, BALKANID_KEY_ID and BALKANID_KEY_SECRET say where and as whom. Needs nothing but Java 17.
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.regex.Pattern;

public class Download {
  static final String BASE_URL = env("BALKANID_BASE_URL", "https://app.balkan.id");
  static final Duration FIRST_WAIT = seconds(env("BALKANID_POLL_WAIT", "1"));
  static final Duration DEADLINE = seconds(env("BALKANID_DEADLINE", "900"));
  static final int MOST_TRIES = 5;
  static final Map<String, String> BODIES = Map.of("requests", "{\"includeCompleted\": true}", "rbac2", "");

  static {
    // By itself it repeats GET and HEAD at once when a connection that was used before breaks; send() waits instead.
    System.setProperty("jdk.httpclient.redirects.retrylimit", "1");
  }

  static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** The download has failed, for the reason that it tells. */
  static class Failed extends Exception {
    Failed(String reason) {
      super(reason);
    }
  }

  /** The export cannot be had any more, but another one can. */
  static class Gone extends Failed {
    Gone(String reason) {
      super(reason);
    }
  }

  record Urls(URI pollingUrl, URI url) {}

  public static void main(String[] args) throws InterruptedException {
    if (args.length != 2 || !BODIES.containsKey(args[0])) {
      System.err.println("usage: java Download.java <requests|rbac2> <file>");
      System.exit(2);
    }
    try {
      System.out.printf("%s: %d bytes%n", args[1], download(args[0], Path.of(args[1])));
    } catch (Failed | IOException error) {
      System.err.printf("%s was not downloaded: %s%n", args[0], error.getMessage());
      System.exit(1);
    }
  }

  static long download(String dataset, Path file) throws Failed, IOException, InterruptedException {
    Path part = Path.of(file + ".part");
    for (int attempt = 1; ; attempt++) {
      Urls urls = call(dataset);
      try {
        long size = poll(urls.pollingUrl());
        fetchFile(urls.url(), part, size);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        return size;
      } catch (Gone gone) {
        if (attempt == 3) throw gone;
      } finally {
        Files.deleteIfExists(part);
      }
    }
  }

  // region call
  /** Asks for an export. The API key goes here, and nowhere else. */
  static Urls call(String dataset) throws Failed, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(BASE_URL + "/api/rest/v0/" + dataset + "/download-url"))
            .timeout(Duration.ofMinutes(1))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(BODIES.get(dataset)));
    String id = env("BALKANID_KEY_ID", ""), secret = env("BALKANID_KEY_SECRET", "");
    if (!id.isEmpty() && !secret.isEmpty()) request.header("X-Api-Key-ID", id).header("X-Api-Key-Secret", secret);
    HttpResponse<String> answer = send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() == 401)
      throw new Failed("the API key was refused (401); see BALKANID_KEY_ID and BALKANID_KEY_SECRET");
    if (answer.statusCode() != 200) throw new Failed("POST was answered " + answer.statusCode());
    return new Urls(member("pollingUrl", answer.body()), member("url", answer.body()));
  }

  /** An absolute URL of the answer. Where there is a JSON library, use that. */
  static URI member(String name, String json) throws Failed {
    var found = Pattern.compile('"' + name + "\"\\s*:\\s*\"(https?://[^\"]+)\"").matcher(json);
    if (!json.stripTrailing().endsWith("}") || !found.find())
      throw new Failed("the answer lacks an absolute " + name);
    return URI.create(found.group(1).replace("\\u0026", "&"));
  }
  // endregion call

  // region poll
  /** Waits until the file is there. Returns how many bytes it has. */
  static long poll(URI pollingUrl) throws Failed, InterruptedException {
    Instant end = Instant.now().plus(DEADLINE);
    HttpRequest request =
        HttpRequest.newBuilder(pollingUrl)
            .timeout(Duration.ofMinutes(1))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    for (long wait = FIRST_WAIT.toMillis(); ; wait = Math.min(wait * 3 / 2, 30_000)) {
      HttpResponse<Void> answer = send(request, BodyHandlers.discarding());
      switch (answer.statusCode()) {
        case 200 -> {
          return answer.headers().firstValueAsLong("Content-Length").orElse(-1);
        }
        case 403 -> throw new Gone("storage refused a poll (403)");
        case 404 -> {}
        default -> throw new Failed("a poll was answered " + answer.statusCode());
      }
      if (Instant.now().plusMillis(wait).isAfter(end))
        throw new Failed("the file was not ready after " + DEADLINE.toSeconds() + " s");
      Thread.sleep(wait);
    }
  }
  // endregion poll

  // region download
  /** Streams the file to disk, and begins again when the connection breaks. */
  static void fetchFile(URI url, Path part, long size) throws Failed, InterruptedException {
    HttpResponse<Path> answer = send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofFile(part));
    int status = answer.statusCode();
    if (status == 403 || status == 404) throw new Gone("the download was answered " + status);
    if (status != 200) throw new Failed("the download was answered " + status);
    String type = answer.headers().firstValue("Content-Type").orElse("nothing");
    if (!type.startsWith("text/csv")) throw new Failed("expected text/csv, received " + type);
    long received = part.toFile().length();
    if (received != size) throw new Failed("received " + received + " bytes of " + size);
  }
  // endregion download

  /** Sends a request, and again after what may pass: no connection, 429 and 5xx. Retry-After is honoured. */
  static <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
      throws Failed, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      String problem;
      long asked = 0;
      try {
        HttpResponse<T> answer = CLIENT.send(request, handler);
        if (answer.statusCode() != 429 && answer.statusCode() < 500) return answer;
        asked = retryAfter(answer.headers().firstValue("Retry-After").orElse(""));
        problem = "answered " + answer.statusCode() + " again and again";
      } catch (IOException error) {
        problem = "no connection: " + error;
      }
      if (attempt == MOST_TRIES) throw new Failed(problem);
      Thread.sleep(Math.max(FIRST_WAIT.toMillis() << attempt, asked));
    }
  }

  /** Milliseconds, of seconds or of a date. */
  static long retryAfter(String value) {
    if (value.matches("\\d+")) return Long.parseLong(value) * 1000;
    try {
      ZonedDateTime date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
      return Duration.between(Instant.now(), date.toInstant()).toMillis();
    } catch (DateTimeParseException error) {
      return 0;
    }
  }

  static String env(String name, String absent) {
    return System.getenv().getOrDefault(name, absent);
  }

  static Duration seconds(String text) {
    return Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
  }
}
