package dev.capstan.apply.adapter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.capstan.apply.cluster.ApiResult;
import dev.capstan.apply.cluster.ClusterApi;
import dev.capstan.apply.cluster.FieldCause;
import dev.capstan.apply.cluster.ObjectRef;
import dev.capstan.apply.cluster.Selection;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Talks to the API server over the connection of a fabric8 client: same addresses, certificates, tokens and proxies,
 * but plain JSON trees instead of typed models.
 */
public final class Fabric8ClusterApi implements ClusterApi {

    private static final String APPLY = "application/apply-patch+yaml";
    private static final String JSON_PATCH = "application/json-patch+json";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final String JSON = "application/json";
    private static final String AGGREGATED_DISCOVERY =
            "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json";
    private static final String ONLY_METADATA =
            "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1,application/json";
    /** Given with an apply, the API server refuses to touch an object that exists: no object ever has this version. */
    private static final String VERSION_OF_NOTHING = "1";

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);
    private static final int LONGEST_REFUSAL = 64 * 1024;
    private static final Duration WATCH_LENGTH = Duration.ofMinutes(8);

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private final HttpClient http;
    private final String base;
    private final Optional<String> user;

    private Fabric8ClusterApi(HttpClient http, String base, Optional<String> user) {
        this.http = http;
        this.base = base;
        this.user = user;
    }

    /** The cluster of that client with its identity. The client stays the caller's and must outlive this. */
    public static Fabric8ClusterApi of(KubernetesClient client) {
        String url = client.getMasterUrl().toString();
        // Retries are decided above, where it is known what they are worth.
        HttpClient http = client.getHttpClient()
                .newBuilder()
                .tag(new RequestConfigBuilder(client.getConfiguration().getRequestConfig())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
        return new Fabric8ClusterApi(http, url.endsWith("/") ? url : url + "/", Optional.empty());
    }

    @Override
    public ClusterApi impersonating(String userName) {
        if (!userName.matches("[A-Za-z0-9:._@-]+")) {
            throw new IllegalArgumentException("Not a user name: " + userName);
        }
        return new Fabric8ClusterApi(http, base, Optional.of(userName));
    }

    @Override
    public boolean isImpersonating() {
        return user.isPresent();
    }

    @Override
    public ApiResult<ObjectNode> reviewRights(String namespace) {
        ObjectNode review = JsonNodeFactory.instance.objectNode();
        review.put("apiVersion", "authorization.k8s.io/v1").put("kind", "SelfSubjectRulesReview");
        review.putObject("spec").put("namespace", namespace);
        return send(request("apis/authorization.k8s.io/v1/selfsubjectrulesreviews")
                .method("POST", JSON, review.toString()));
    }

    @Override
    public ApiResult<ObjectNode> apply(ObjectRef object, ObjectNode content, ApplyOptions options) {
        String query = "?force=" + options.isForced() + "&"
                + written(options.fieldManager(), options.isDryRun(), options.validation());
        ObjectNode body = options.isCreateOnly() ? withVersionOfNothing(content) : content;
        return send(request(path(object) + query).method("PATCH", APPLY, YamlSafeJson.write(body)));
    }

    @Override
    public ApiResult<ObjectNode> create(ObjectRef object, ObjectNode content, WriteOptions options) {
        return send(request(object.type().collectionPath(object.namespace()) + "?" + written(options))
                .method("POST", JSON, content.toString()));
    }

    @Override
    public ApiResult<ObjectNode> mergePatch(ObjectRef object, ObjectNode patch, WriteOptions options) {
        return send(request(path(object) + "?" + written(options)).method("PATCH", MERGE_PATCH, patch.toString()));
    }

    @Override
    public ApiResult<ObjectNode> replace(ObjectRef object, ObjectNode content, WriteOptions options) {
        return send(request(path(object) + "?" + written(options)).method("PUT", JSON, content.toString()));
    }

    @Override
    public ApiResult<ObjectNode> get(ObjectRef object) {
        return send(request(path(object)));
    }

    @Override
    public ApiResult<ObjectNode> delete(ObjectRef object, DeleteOptions options) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("apiVersion", "v1")
                .put("kind", "DeleteOptions")
                .put("propagationPolicy", options.propagation().word());
        ObjectNode preconditions = body.putObject("preconditions").put("uid", options.uid());
        if (!options.resourceVersion().isEmpty()) {
            preconditions.put("resourceVersion", options.resourceVersion());
        }
        return send(request(path(object)).method("DELETE", JSON, body.toString()));
    }

    @Override
    public ApiResult<ObjectNode> jsonPatch(ObjectRef object, JsonNode operations, String fieldManager) {
        return send(request(path(object) + "?fieldManager=" + encoded(fieldManager))
                .method("PATCH", JSON_PATCH, operations.toString()));
    }

    @Override
    public ApiResult<ObjectNode> list(Selection selection, int limit, String continueToken) {
        return send(listRequest(selection, limit, continueToken));
    }

    @Override
    public ApiResult<ObjectNode> listMetadata(Selection selection, int limit, String continueToken) {
        return send(listRequest(selection, limit, continueToken).setHeader("Accept", ONLY_METADATA));
    }

    private HttpRequest.Builder listRequest(Selection selection, int limit, String continueToken) {
        String query = "?limit=" + limit + (continueToken.isEmpty() ? "" : "&continue=" + encoded(continueToken));
        return request(collection(selection) + query + selectors(selection));
    }

    @Override
    public ApiResult<String> log(ObjectRef pod, String container, int lines, int bytes) {
        HttpRequest.Builder builder = request(path(pod) + "/log?container=" + encoded(container) + "&tailLines=" + lines
                        + "&limitBytes=" + bytes)
                .setHeader("Accept", "text/plain, */*");
        return exchange(
                builder,
                response -> response.code() == 200
                        ? new ApiResult.Ok<>(new String(response.body(), StandardCharsets.UTF_8), false)
                        : notOk(response.code(), response.body(), retryAfter(response)));
    }

    @Override
    public ApiResult<ObjectNode> discover(String path) {
        return send(request(path).setHeader("Accept", AGGREGATED_DISCOVERY));
    }

    @Override
    public Subscription watch(Selection selection, String resourceVersion, WatchListener listener) {
        HttpRequest request = request(collection(selection) + "?watch=1&allowWatchBookmarks=true&resourceVersion="
                        + encoded(resourceVersion) + "&timeoutSeconds=" + WATCH_LENGTH.toSeconds()
                        + selectors(selection))
                .forStreaming()
                .timeout(0, TimeUnit.SECONDS)
                .build();
        WatchStream stream = new WatchStream(request, listener);
        Thread.ofVirtual()
                .name("watch-" + selection.type().plural() + "."
                        + selection.type().kind().group())
                .start(stream);
        return stream;
    }

    private static ObjectNode withVersionOfNothing(ObjectNode content) {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        copy.setAll(content);
        ObjectNode metadata = copy.putObject("metadata");
        content.path("metadata").properties().forEach(field -> metadata.set(field.getKey(), field.getValue()));
        metadata.put("resourceVersion", VERSION_OF_NOTHING);
        return copy;
    }

    private static String written(WriteOptions options) {
        return written(options.fieldManager(), options.isDryRun(), options.validation());
    }

    private static String written(String fieldManager, boolean isDryRun, FieldValidation validation) {
        return "fieldManager=" + encoded(fieldManager)
                + (isDryRun ? "&dryRun=All" : "")
                + (validation.word().isEmpty() ? "" : "&fieldValidation=" + validation.word());
    }

    private static String path(ObjectRef object) {
        return object.type().collectionPath(object.namespace()) + "/" + encoded(object.name());
    }

    private static String collection(Selection selection) {
        return selection.type().collectionPath(selection.namespace());
    }

    private static String selectors(Selection selection) {
        return (selection.labelSelector().isEmpty() ? "" : "&labelSelector=" + encoded(selection.labelSelector()))
                + (selection.fieldSelector().isEmpty() ? "" : "&fieldSelector=" + encoded(selection.fieldSelector()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        HttpRequest.Builder builder = http.newHttpRequestBuilder()
                .uri(base + pathAndQuery)
                .timeout(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                .setHeader("Accept", JSON);
        user.ifPresent(name -> builder.setHeader("Impersonate-User", name));
        return builder;
    }

    private ApiResult<ObjectNode> send(HttpRequest.Builder builder) {
        return exchange(builder, response -> read(response.code(), response.body(), retryAfter(response)));
    }

    private <T> ApiResult<T> exchange(
            HttpRequest.Builder builder, Function<HttpResponse<byte[]>, ApiResult<T>> reader) {
        try {
            return reader.apply(http.sendAsync(builder.build(), byte[].class)
                    .get(REQUEST_TIMEOUT.toMillis() + 5_000, TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new ApiResult.Unreachable<>("interrupted");
        } catch (ExecutionException failed) {
            return new ApiResult.Unreachable<>(ConnectionTrouble.describe(failed.getCause()));
        } catch (TimeoutException slow) {
            return new ApiResult.Unreachable<>("no answer within " + REQUEST_TIMEOUT.toSeconds() + "s");
        }
    }

    private static ApiResult<ObjectNode> read(int code, byte[] body, Optional<Duration> retryAfter) {
        try {
            JsonNode parsed = body.length == 0 ? JsonNodeFactory.instance.objectNode() : MAPPER.readTree(body);
            if (code >= 200 && code < 300 && parsed instanceof ObjectNode object) {
                return new ApiResult.Ok<>(object, code == 201);
            }
        } catch (IOException notJson) {
            // A proxy, or the API server in a hurry, answers with plain text.
        }
        return notOk(code, body, retryAfter);
    }

    private static <T> ApiResult.Refused<T> notOk(int code, byte[] body, Optional<Duration> retryAfter) {
        try {
            return refused(code, MAPPER.readTree(body), retryAfter);
        } catch (IOException notJson) {
            String text = new String(body, 0, Math.min(body.length, 500), StandardCharsets.UTF_8).strip();
            return new ApiResult.Refused<>(code, "", text, List.of(), retryAfter);
        }
    }

    private static <T> ApiResult.Refused<T> refused(int code, JsonNode status, Optional<Duration> retryAfter) {
        List<FieldCause> causes = new ArrayList<>();
        for (JsonNode cause : status.path("details").path("causes")) {
            causes.add(new FieldCause(
                    cause.path("field").asText(""),
                    cause.path("reason").asText(""),
                    cause.path("message").asText("")));
        }
        return new ApiResult.Refused<>(
                code,
                status.path("reason").asText(""),
                status.path("message").asText("HTTP status " + code),
                List.copyOf(causes),
                retryAfter);
    }

    private static Optional<Duration> retryAfter(HttpResponse<?> response) {
        String seconds = response.header("Retry-After");
        try {
            return seconds == null ? Optional.empty() : Optional.of(Duration.ofSeconds(Long.parseLong(seconds)));
        } catch (NumberFormatException date) {
            return Optional.empty();
        }
    }

    /** One watch: reads its answer line by line on a virtual thread of its own. */
    private final class WatchStream implements Subscription, Runnable {

        private final HttpRequest request;
        private final WatchListener listener;
        private final AtomicReference<@Nullable InputStream> body = new AtomicReference<>();
        private volatile boolean isClosed;

        WatchStream(HttpRequest request, WatchListener listener) {
            this.request = request;
            this.listener = listener;
        }

        @Override
        public void run() {
            WatchEnd end;
            try {
                end = stream();
            } catch (RuntimeException | Error fault) {
                // Who watches must learn that it is over, whatever went wrong.
                end = unreachable("the watch broke off: " + fault);
            }
            if (!isClosed) {
                listener.ended(end);
            }
        }

        private WatchEnd stream() {
            try {
                HttpResponse<InputStream> response = http.sendAsync(request, InputStream.class)
                        .get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
                body.set(response.body());
                if (isClosed) {
                    response.body().close();
                    return new WatchEnd(false, Optional.empty());
                }
                if (response.code() != 200) {
                    ApiResult.Refused<Void> refusal = refusal(response);
                    return new WatchEnd(refusal.code() == 410, Optional.of(refusal));
                }
                return events(response.body());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return new WatchEnd(false, Optional.empty());
            } catch (ExecutionException failed) {
                return unreachable(ConnectionTrouble.describe(failed.getCause()));
            } catch (TimeoutException slow) {
                return unreachable("no answer within " + REQUEST_TIMEOUT.toSeconds() + "s");
            } catch (JsonProcessingException brokenOff) {
                return new WatchEnd(false, Optional.empty());
            } catch (IOException broken) {
                return unreachable(ConnectionTrouble.describe(broken));
            }
        }

        private ApiResult.Refused<Void> refusal(HttpResponse<InputStream> response) throws IOException {
            try (InputStream text = response.body()) {
                return notOk(response.code(), text.readNBytes(LONGEST_REFUSAL), retryAfter(response));
            }
        }

        private WatchEnd events(InputStream stream) throws IOException {
            try (JsonParser parser = MAPPER.createParser(stream);
                    MappingIterator<ObjectNode> events =
                            MAPPER.readerFor(ObjectNode.class).readValues(parser)) {
                while (!isClosed && events.hasNextValue()) {
                    ObjectNode event = events.nextValue();
                    String type = event.path("type").asText();
                    if (type.equals("ERROR")) {
                        JsonNode status = event.path("object");
                        int code = status.path("code").asInt(500);
                        return new WatchEnd(code == 410, Optional.of(refused(code, status, Optional.empty())));
                    }
                    if (event.path("object") instanceof ObjectNode object) {
                        listener.event(type, object);
                    }
                }
                return new WatchEnd(false, Optional.empty());
            }
        }

        private WatchEnd unreachable(String what) {
            return new WatchEnd(false, Optional.of(new ApiResult.Unreachable<>(what)));
        }

        @Override
        public void close() {
            isClosed = true;
            InputStream open = body.get();
            if (open != null) {
                try {
                    open.close();
                } catch (IOException alreadyBroken) {
                    // Nothing was left to close.
                }
            }
        }
    }
}
