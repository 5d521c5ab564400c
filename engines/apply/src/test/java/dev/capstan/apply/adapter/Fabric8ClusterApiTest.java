package dev.capstan.apply.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import dev.capstan.apply.ResourceKind;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.ResourceType;
import dev.capstan.apply.cluster.Selection;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Odd answers of a real HTTP server. */
@SuppressWarnings("NullAway.Init") // started before each test
class Fabric8ClusterApiTest {

    private static final ResourceType CONFIG_MAP =
            new ResourceType(ResourceKind.of("v1", "ConfigMap"), "configmaps", true);
    private static final Selection ALL = Selection.labelled(CONFIG_MAP, "owner");

    private record Answer(int code, String type, String body) {}

    private record Asked(String line, String accept, String contentType, String body) {}

    private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private KubernetesClient client;
    private ClusterApi api;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            Answer answer = answers.remove();
            asked.add(new Asked(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Accept")),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type")),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.code(), body.length == 0 ? -1 : body.length);
            try (exchange) {
                exchange.getResponseBody().write(body);
            }
        });
        server.start();
        String url = "http://localhost:" + server.getAddress().getPort();
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder().withMasterUrl(url).build())
                .build();
        api = Fabric8ClusterApi.of(client);
    }

    @AfterEach
    void stop() {
        client.close();
        server.stop(0);
    }

    @Test
    void plainTextOfAnOverloadedServerIsARefusalOfTheWatch() throws Exception {
        ClusterApi.WatchEnd end = watched(429, "text/plain", "Too many requests, please try again later.");

        assertThat(end.refusal().orElseThrow()).isInstanceOfSatisfying(ApiResult.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(429);
            assertThat(refused.message()).isEqualTo("Too many requests, please try again later.");
            assertThat(refused.isTransient()).isTrue();
        });
    }

    @Test
    void pageOfAProxyIsARefusalOfTheWatch() throws Exception {
        ClusterApi.WatchEnd end = watched(502, "text/html", "<html><body>Bad Gateway</body></html>");

        assertThat(end.refusal().orElseThrow())
                .isInstanceOfSatisfying(
                        ApiResult.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(502));
    }

    @Test
    void refusalWithoutATextStillCarriesItsCode() throws Exception {
        ClusterApi.WatchEnd end = watched(403, "text/plain", "");

        assertThat(end.refusal().orElseThrow())
                .isInstanceOfSatisfying(
                        ApiResult.Refused.class,
                        refused -> assertThat(refused.code()).isEqualTo(403));
    }

    @Test
    void emptyAnswerIsTheEndOfAWatch() throws Exception {
        assertThat(watched(200, "application/json", "").refusal()).isEmpty();
    }

    @Test
    void listenerThatThrowsHearsThatTheWatchEnded() throws Exception {
        answers.add(new Answer(200, "application/json", "{\"type\":\"ADDED\",\"object\":{\"metadata\":{}}}"));
        CompletableFuture<ClusterApi.WatchEnd> ended = new CompletableFuture<>();

        api.watch(ALL, "1", new ClusterApi.WatchListener() {
            @Override
            public void event(String type, ObjectNode object) {
                throw new IllegalStateException("a bug");
            }

            @Override
            public void ended(ClusterApi.WatchEnd end) {
                ended.complete(end);
            }
        });

        assertThat(ended.get(10, TimeUnit.SECONDS).refusal()).isPresent();
    }

    @Test
    void listOfMetadataAsksForNothingElse() {
        answers.add(new Answer(200, "application/json", "{\"metadata\":{\"resourceVersion\":\"7\"},\"items\":[]}"));

        assertThat(api.listMetadata(ALL, 500, "")).isInstanceOf(ApiResult.Ok.class);

        assertThat(asked).singleElement().satisfies(request -> {
            assertThat(request.line()).isEqualTo("GET /api/v1/configmaps?limit=500&labelSelector=owner");
            assertThat(request.accept()).startsWith("application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1");
        });
    }

    @Test
    void deletionNamesTheObjectAndTheVersionThatItWasDecidedOn() {
        answers.add(new Answer(200, "application/json", "{}"));

        api.delete(new ObjectRef(CONFIG_MAP, "ns", "a"), new ClusterApi.DeleteOptions("u1", "17"));

        assertThat(asked)
                .singleElement()
                .extracting(Asked::body)
                .asString()
                .contains("\"preconditions\":{\"uid\":\"u1\",\"resourceVersion\":\"17\"}");
    }

    static Stream<Arguments> writes() {
        ObjectRef object = new ObjectRef(CONFIG_MAP, "ns", "a");
        ObjectNode content = JsonNodeFactory.instance.objectNode().put("kind", "ConfigMap");
        var tried = new ClusterApi.WriteOptions("us", true, ClusterApi.FieldValidation.STRICT);
        var lenient = new ClusterApi.WriteOptions("us", false, ClusterApi.FieldValidation.IGNORE);
        var plain = new ClusterApi.WriteOptions("us", false, ClusterApi.FieldValidation.BY_SERVER);
        var taken = new ClusterApi.ApplyOptions("us", false, false);
        var polite = new ClusterApi.ApplyOptions("us", false, false, false, ClusterApi.FieldValidation.STRICT);
        return Stream.of(
                write(
                        api -> api.create(object, content, tried),
                        "POST /api/v1/namespaces/ns/configmaps?fieldManager=us&dryRun=All&fieldValidation=Strict",
                        "application/json"),
                write(
                        api -> api.mergePatch(object, content, plain),
                        "PATCH /api/v1/namespaces/ns/configmaps/a?fieldManager=us",
                        "application/merge-patch+json"),
                write(
                        api -> api.replace(object, content, lenient),
                        "PUT /api/v1/namespaces/ns/configmaps/a?fieldManager=us&fieldValidation=Ignore",
                        "application/json"),
                write(
                        api -> api.apply(object, content, taken),
                        "PATCH /api/v1/namespaces/ns/configmaps/a?force=true&fieldManager=us",
                        "application/apply-patch+yaml"),
                write(
                        api -> api.apply(object, content, polite),
                        "PATCH /api/v1/namespaces/ns/configmaps/a?force=false&fieldManager=us&fieldValidation=Strict",
                        "application/apply-patch+yaml"));
    }

    private static Arguments write(Consumer<ClusterApi> request, String line, String contentType) {
        return Arguments.of(request, line, contentType);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("writes")
    void writesAreOneRequestEach(Consumer<ClusterApi> request, String line, String contentType) {
        answers.add(new Answer(200, "application/json", "{}"));

        request.accept(api);

        assertThat(asked).singleElement().satisfies(sent -> {
            assertThat(sent.line()).isEqualTo(line);
            assertThat(sent.contentType()).startsWith(contentType);
            assertThat(sent.body()).isEqualTo("{\"kind\":\"ConfigMap\"}");
        });
    }

    private ClusterApi.WatchEnd watched(int code, String type, String body) throws Exception {
        answers.add(new Answer(code, type, body));
        CompletableFuture<ClusterApi.WatchEnd> ended = new CompletableFuture<>();
        api.watch(ALL, "1", new ClusterApi.WatchListener() {
            @Override
            public void event(String event, ObjectNode object) {
                throw new AssertionError(event);
            }

            @Override
            public void ended(ClusterApi.WatchEnd end) {
                ended.complete(end);
            }
        });
        return ended.get(10, TimeUnit.SECONDS);
    }
}
