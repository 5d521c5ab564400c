package dev.capstan.image.scan;

import static dev.capstan.testkit.http.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.AccessFailure;
import dev.capstan.access.AccessResult;
import dev.capstan.access.registry.PullAccess;
import dev.capstan.api.image.ImageRepositorySpec;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.api.meta.Reason;
import dev.capstan.http.AddressRule;
import dev.capstan.http.Deadline;
import dev.capstan.http.HostBudgets;
import dev.capstan.http.OutboundHttp;
import dev.capstan.image.registry.RegistryDoor;
import dev.capstan.image.tags.MemoryTagStore;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.login.DockerConfig;
import dev.capstan.oci.registry.RegistryClient;
import dev.capstan.oci.registry.RegistryLimits;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretFailure;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.testkit.http.ScriptedServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.MockResponseBody;
import mockwebserver3.RecordedRequest;
import okio.BufferedSink;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Scans of a registry that answers what a test says, over the real client. */
class ImageScanTest {
    private static final RegistryLimits LIMITS = new RegistryLimits(4 << 20, 150, 16 << 20, 32 << 20, 100_000);
    private static final ObjectKey KEY = new ObjectKey("team", "app");

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start();

    @AutoClose
    private final OutboundHttp http = new OutboundHttp(AddressRule.LOCAL, new HostBudgets(16, Clock.systemUTC()));

    private final MemoryTagStore store = new MemoryTagStore();
    private final Map<String, Map<String, byte[]>> secrets = new HashMap<>();
    private final ImageScan scan = new ImageScan(
            new RegistryDoor(
                    new RegistryClient(http, LIMITS),
                    new PullAccess(
                            this::secret,
                            (_, account) -> account.equals("robot")
                                    ? AccessResult.success(List.of("pull"))
                                    : AccessResult.failed(
                                            new AccessFailure.ServiceAccountUnreadable(account, "it does not exist")),
                            (_, _) -> AccessResult.success(DockerConfig.EMPTY))),
            store);

    private SecretValues secret(String namespace, String name) throws SecretException {
        var values = secrets.get(namespace + "/" + name);
        if (values == null) {
            throw new SecretException(new SecretFailure.Missing(name));
        }
        return new SecretValues(name, values);
    }

    @BeforeEach
    void listNothing() {
        tags(_ -> list());
    }

    private void tags(Function<RecordedRequest, MockResponse> script) {
        server.answers(request -> pathOf(request).equals("/v2/") ? answer(200, "{}") : script.apply(request));
    }

    @Test
    void findsTheTagsThatAreNotLeftOut() {
        tags(_ -> list("1.0.0", "sha256-abc.sig", "2.0.0", "dev-1"));

        assertThat(scanned("exclusionList: ['^.*\\.sig$', '^dev']").tags().tags())
                .containsExactly("2.0.0", "1.0.0");
        assertThat(scanned("").tags().tags()).containsExactly("dev-1", "2.0.0", "1.0.0");
        assertThat(scanned("exclusionList: []").tags().count()).isEqualTo(4);
    }

    @Test
    void followsPagesToTheLastOne() {
        tags(request -> pageOf(request) == 99
                ? list(tagsOfPage(99))
                : list(tagsOfPage(pageOf(request)))
                        .newBuilder()
                        .addHeader(
                                "Link",
                                "</v2/team/app/tags/list?n=100&last=" + (pageOf(request) + 1) + ">; rel=\"next\"")
                        .build());

        assertThat(scanned("").tags().count()).isEqualTo(10_000);
        assertThat(listRequests()).isEqualTo(100);
    }

    @Test
    void tagsAreKeptAndAreNewsOnlyOnce() {
        tags(_ -> list("1.0.0"));

        assertThat(scanned("").isNews()).isTrue();
        assertThat(scanned("").isNews()).isFalse();
        assertThat(scan.areKept(KEY, spec(""), name())).isTrue();
        assertThat(scan.areKept(KEY, spec("exclusionList: []"), name())).isFalse();
    }

    @Test
    void otherTagsOfTheSameNumberAreNews() {
        tags(_ -> list("1.0.0"));
        scanned("");
        tags(_ -> list("1.0.1"));

        assertThat(scanned("").isNews()).isTrue();
    }

    @Test
    void anEmptyRepositoryIsNoFailure() {
        assertThat(scanned("").tags().count()).isZero();
        assertThat(scan.areKept(KEY, spec(""), name())).isTrue();
    }

    @Test
    void whatWasFoundStaysThroughEveryFailure() {
        tags(_ -> list("1.0.0"));
        scanned("");
        tags(_ -> answer(500, ""));
        failure("");
        failure("exclusionList: ['(']");

        assertThat(store.find(ImageScan.key(KEY, spec(""), name()))).contains(List.of("1.0.0"));
    }

    @Test
    void anExpressionThatIsNoneIsSaidAndTheRegistryIsNotAsked() {
        var failure = failure("exclusionList: [ok, '(']");

        assertThat(failure.reason()).isEqualTo(Reason.READ_OPERATION_FAILED);
        assertThat(failure.message()).startsWith("scan failed: spec.exclusionList[1] '('");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void aRepositoryThatIsNotThereIsAFailedRead() {
        tags(_ -> answer(404, ""));

        assertThat(failure("").reason()).isEqualTo(Reason.READ_OPERATION_FAILED);
        assertThat(failure("").message()).startsWith("scan failed: ");
    }

    @Test
    void aDiskThatIsFullIsAFailureWithoutAPlace() {
        tags(_ -> list("1.0.0"));
        store.fill();

        var failure = failure("");
        assertThat(failure.reason()).isEqualTo(Reason.READ_OPERATION_FAILED);
        assertThat(failure.family()).isEqualTo(Failure.Family.EXHAUSTED_RESOURCES);
        assertThat(failure.message()).contains("No space left on device");
    }

    @Test
    void aPullSecretIsShownToTheRegistry() {
        tags(_ -> list("1.0.0"));
        pullSecret("pull", "me", "secret");
        requireLogin("me:secret");

        assertThat(scanned("secretRef: {name: pull}").tags().count()).isEqualTo(1);
        assertThat(scanned("serviceAccountName: robot").tags().count()).isEqualTo(1);
    }

    @Test
    void credentialsThatCannotBeReadFailTheAuthentication() {
        assertThat(failure("secretRef: {name: missing}").reason()).isEqualTo(Reason.AUTHENTICATION_FAILED);
        assertThat(failure("serviceAccountName: nobody").reason()).isEqualTo(Reason.AUTHENTICATION_FAILED);
        assertThat(failure("certSecretRef: {name: missing}").reason()).isEqualTo(Reason.AUTHENTICATION_FAILED);
        assertThat(failure("proxySecretRef: {name: missing}").reason()).isEqualTo(Reason.AUTHENTICATION_FAILED);
    }

    @Test
    void credentialsThatTheRegistryRefusesFailTheRead() {
        pullSecret("pull", "me", "wrong");
        requireLogin("me:secret");

        assertThat(failure("secretRef: {name: pull}").reason()).isEqualTo(Reason.READ_OPERATION_FAILED);
        assertThat(failure("secretRef: {name: pull}").message()).doesNotContain("wrong");
    }

    @Test
    void i093_afterRetryAfterTheRegistryIsNotAskedAgainNorForOtherPages() {
        tags(request -> pageOf(request) == 0
                ? list("1.0.0")
                        .newBuilder()
                        .addHeader("Link", "</v2/team/app/tags/list?n=100&last=1>; rel=\"next\"")
                        .build()
                : answer(429, "").newBuilder().addHeader("Retry-After", "120").build());

        var first = failure("");
        int asked = server.requests().size();
        var second = failure("");
        var ofAnother = failed(scan.run(
                KEY, spec(""), new RepositoryName(server.host(), "team/other"), Deadline.in(Duration.ofSeconds(30))));

        assertThat(first.message()).contains("HTTP 429", "it asks to wait 120s");
        assertThat(first.pause()).contains(Duration.ofSeconds(120));
        assertThat(second.pause())
                .hasValueSatisfying(
                        left -> assertThat(left).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(120)));
        assertThat(ofAnother.reason()).isEqualTo(Reason.READ_OPERATION_FAILED);
        assertThat(server.requests().stream().filter(it -> pathOf(it).endsWith("/tags/list")))
                .hasSize(2);
        assertThat(server.requests()).hasSize(asked);
    }

    @Test
    void anEndlessListEnds() {
        var count = new int[1];
        tags(_ -> list("v" + count[0]++)
                .newBuilder()
                .addHeader("Link", "</v2/team/app/tags/list?last=" + count[0] + ">; rel=\"next\"")
                .build());

        var failure = failure("");
        assertThat(failure.message()).contains("limit exceeded", "pages of tags");
        assertThat(failure.family()).isEqualTo(Failure.Family.EXHAUSTED_RESOURCES);
        assertThat(listRequests()).isEqualTo(LIMITS.pages());
    }

    @Test
    void aGigabyteIsNotRead() {
        var read = new AtomicLong();
        tags(_ -> new MockResponse.Builder()
                .code(200)
                .body(new EndlessBody(1L << 30, read))
                .build());

        assertThat(failure("").message()).contains("limit exceeded");
        assertThat(read.get()).isLessThan(200L << 20);
    }

    /** Answers with a body that is as long as it says, and counts what was taken of it. */
    private record EndlessBody(long contentLength, AtomicLong read) implements MockResponseBody {
        @Override
        public long getContentLength() {
            return contentLength;
        }

        @Override
        public void writeTo(BufferedSink sink) throws IOException {
            byte[] part = "x".repeat(1 << 16).getBytes(StandardCharsets.UTF_8);
            while (read.addAndGet(part.length) < contentLength) {
                sink.write(part);
                sink.flush();
            }
        }
    }

    @Test
    void aListThatLeadsElsewhereWithCredentialsIsNotFollowed() {
        try (var thief = ScriptedServer.start()) {
            pullSecret("pull", "me", "secret");
            requireLogin("me:secret");
            tags(_ -> list("1.0.0")
                    .newBuilder()
                    .addHeader("Link", "<" + thief.url() + "/v2/team/app/tags/list>; rel=\"next\"")
                    .build());

            assertThat(failure("secretRef: {name: pull}").message()).contains("another host");
            assertThat(thief.requests()).isEmpty();
        }
    }

    @Test
    void aRedirectToAnotherHostIsFollowedWithoutCredentials() {
        try (var other = ScriptedServer.start()) {
            other.answers(_ -> list("1.0.0"));
            pullSecret("pull", "me", "secret");
            server.answers(request -> pathOf(request).equals("/v2/")
                    ? answer(200, "{}")
                    : request.getHeaders().get("Authorization") == null
                            ? unauthorized()
                            : answer(307, "")
                                    .newBuilder()
                                    .addHeader("Location", other.url() + "/list")
                                    .build());

            assertThat(scanned("secretRef: {name: pull}").tags().count()).isEqualTo(1);
            assertThat(other.requests())
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request.getHeaders().get("Authorization"))
                            .isNull());
        }
    }

    @Test
    void aBodyThatDoesNotEndIsGivenUpInTime() {
        tags(_ -> list("1.0.0").newBuilder().bodyDelay(60, TimeUnit.SECONDS).build());

        var failure = failed(scan.run(KEY, spec(""), name(), Deadline.in(Duration.ofSeconds(1))));
        assertThat(failure.message()).contains("no complete answer", "within the timeout of 1s");
    }

    @Test
    void expressionsThatTakeTooLongAreGivenUpInTime() {
        var many = IntStream.range(0, 20_000).mapToObj(i -> "a".repeat(100) + i).toArray(String[]::new);
        tags(_ -> list(many));
        var slow = "exclusionList: [" + "'(a|aa|aaa){900}b', ".repeat(20) + "x]";

        var failure = failed(scan.run(KEY, spec(slow), name(), Deadline.in(Duration.ofSeconds(2))));
        assertThat(failure.reason()).isEqualTo(Reason.READ_OPERATION_FAILED);
        assertThat(failure.message()).contains("spec.exclusionList");
    }

    private void requireLogin(String login) {
        var basic = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        server.answers(request -> pathOf(request).equals("/v2/")
                ? answer(200, "{}")
                : basic.equals(request.getHeaders().get("Authorization")) ? list("1.0.0") : unauthorized());
    }

    private static MockResponse unauthorized() {
        return answer(401, "")
                .newBuilder()
                .addHeader("WWW-Authenticate", "Basic realm=\"x\"")
                .build();
    }

    private void pullSecret(String name, String user, String password) {
        var auth = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        var config = "{\"auths\":{\"" + server.host() + "\":{\"auth\":\"" + auth + "\"}}}";
        secrets.put("team/" + name, Map.of(".dockerconfigjson", config.getBytes(StandardCharsets.UTF_8)));
    }

    private long listRequests() {
        return server.requests().stream()
                .filter(it -> pathOf(it).endsWith("/tags/list"))
                .count();
    }

    private static String pathOf(RecordedRequest request) {
        return Objects.requireNonNull(request.getUrl()).encodedPath();
    }

    private static int pageOf(RecordedRequest request) {
        var last = Objects.requireNonNull(request.getUrl()).queryParameter("last");
        return last == null ? 0 : Integer.parseInt(last);
    }

    private static String[] tagsOfPage(int page) {
        return IntStream.range(0, 100).mapToObj(i -> "1." + page + "." + i).toArray(String[]::new);
    }

    private static MockResponse list(String... tags) {
        var names = new ArrayList<>(List.of(tags));
        return answer(
                200,
                names.stream()
                        .map(tag -> "\"" + tag + "\"")
                        .collect(Collectors.joining(",", "{\"name\":\"team/app\",\"tags\":[", "]}")));
    }

    private RepositoryName name() {
        return new RepositoryName(server.host(), "team/app");
    }

    private ImageRepositorySpec spec(String more) {
        return Specs.of("image: " + server.host() + "/team/app\ninterval: 1m\n" + more);
    }

    private ScanOutcome run(String more) {
        return scan.run(KEY, spec(more), name(), Deadline.in(Duration.ofSeconds(30)));
    }

    private ScanOutcome.Scanned scanned(String more) {
        var outcome = run(more);
        assertThat(outcome).isInstanceOf(ScanOutcome.Scanned.class);
        return (ScanOutcome.Scanned) outcome;
    }

    private ScanFailure failure(String more) {
        return failed(run(more));
    }

    private static ScanFailure failed(ScanOutcome outcome) {
        assertThat(outcome).isInstanceOf(ScanOutcome.Failed.class);
        return ((ScanOutcome.Failed) outcome).failure();
    }
}
