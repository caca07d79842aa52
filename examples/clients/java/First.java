// The three steps and no more: java First.java
// region minimal
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

public class First {
  static final HttpClient CLIENT = HttpClient.newHttpClient();

  public static void main(String[] args) throws Exception {
    String baseUrl = System.getenv().getOrDefault("BALKANID_BASE_URL", "https://app.balkan.id");
    String json =
        answered(
            HttpRequest.newBuilder(URI.create(baseUrl + "/api/rest/v0/requests/download-url"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"includeCompleted\": true}")));
    URI pollingUrl = URI.create(json.replaceFirst("(?s).*\"pollingUrl\":\"([^\"]*)\".*", "$1"));
    URI url = URI.create(json.replaceFirst("(?s).*\"url\":\"([^\"]*)\".*", "$1"));

    HttpRequest poll = HttpRequest.newBuilder(pollingUrl).method("HEAD", BodyPublishers.noBody()).build();
    int status;
    while ((status = CLIENT.send(poll, BodyHandlers.discarding()).statusCode()) != 200) {
      if (status != 404) throw new IllegalStateException("a poll was answered " + status);
      Thread.sleep(1000);
    }

    System.out.println(answered(HttpRequest.newBuilder(url)).lines().findFirst().orElse(""));
  }

  static String answered(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> answer = CLIENT.send(request.build(), BodyHandlers.ofString());
    if (answer.statusCode() != 200) throw new IllegalStateException("answered " + answer.statusCode());
    return answer.body();
  }
}
// endregion minimal
