// javac and the JUnit console launcher, or Gradle or Maven as usual, with a mock that runs (npx balkanid-mock);
// BALKANID_BASE_URL says where, if not at the usual port
// region test
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DownloadTest {
  static final String MOCK = System.getenv().getOrDefault("BALKANID_BASE_URL", "http://127.0.0.1:4610");

  @TempDir Path folder;

  /** Each scenario has a base URL of its own: nothing has to be set up, and no test knows of another. */
  @ParameterizedTest
  @ValueSource(strings = {"instant", "server-error-once"})
  void downloadsTheFile(String scenario) throws Exception {
    Path file = folder.resolve("requests.csv");
    assertEquals(0, download(MOCK + "/~" + scenario, file));
    assertTrue(Files.readString(file).startsWith("Request ID,Requester,"));
  }

  @Test
  void failsWithoutAValidKeyAndLeavesNothingBehind() throws Exception {
    Path file = folder.resolve("requests.csv");
    assertEquals(1, download(MOCK + "/~unauthorized", file));
    assertEquals(false, Files.exists(file));
  }

  @Test
  void isKindToTheService() throws Exception {
    assertEquals(0, download(MOCK + "/~flaky-polls", folder.resolve("requests.csv")));
    // The judge of the mock has watched; ?format=markdown or junit tells the same for people or for CI.
    HttpRequest report = HttpRequest.newBuilder(URI.create(MOCK + "/__mock/sandboxes/flaky-polls/report")).build();
    String json = HttpClient.newHttpClient().send(report, BodyHandlers.ofString()).body();
    assertTrue(!json.contains("\"result\":\"failed\""), json);
  }

  private static int download(String baseUrl, Path file) throws IOException, InterruptedException {
    ProcessBuilder client = new ProcessBuilder("java", "Download.java", "requests", file.toString());
    client.directory(Path.of(System.getenv().getOrDefault("CLIENT", "../../clients/java")).toFile()).inheritIO();
    client.environment().put("BALKANID_BASE_URL", baseUrl);
    client.environment().put("BALKANID_POLL_WAIT", "0.15");
    return client.start().waitFor();
  }
}
// endregion test
