package dev.capstan.objectstore;

import static dev.capstan.objectstore.StoreServer.soon;
import static dev.capstan.testkit.http.ScriptedServer.answer;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GcsStoreTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static KeyPair keys;

    private final StoreServer server = new StoreServer();

    @BeforeAll
    static void makeKeys() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        keys = generator.generateKeyPair();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listsThePagesOneAfterTheOther() throws IOException {
        server.answers(request -> answer(
                200,
                request.getUrl().queryParameter("pageToken") == null
                        ? "{\"items\":[{\"name\":\"a.yaml\",\"etag\":\"CIGc=\",\"size\":\"5\",\"generation\":\"17\","
                                + "\"md5Hash\":\"XUFAKrxLKna5cZ2REBfFkg==\"}],"
                                + "\"nextPageToken\":\"n/x=\"}"
                        : "{}"));

        assertThat(store(BearerIdentity.ANONYMOUS).list("apps/", soon()))
                .containsExactly(
                        new ListedObject("a.yaml", "CIGc=", 5, "17", Optional.of("5d41402abc4b2a76b9719d911017c592")));
        assertThat(server.requests())
                .extracting(RecordedRequest::getTarget)
                .containsExactly(
                        "/storage/v1/b/config/o?fields=items%28name%2Cetag%2Csize%2Cgeneration%2Cmd5Hash%29%2CnextPageToken"
                                + "&maxResults=1000&prefix=apps%2F",
                        "/storage/v1/b/config/o?fields=items%28name%2Cetag%2Csize%2Cgeneration%2Cmd5Hash%29%2CnextPageToken"
                                + "&maxResults=1000&pageToken=n%2Fx%3D&prefix=apps%2F");
    }

    @Test
    void readsAnObjectByItsGeneration() throws IOException {
        server.answers(200, "hello");

        try (var content = store(BearerIdentity.ANONYMOUS)
                .open(new ListedObject("a/../b ü.yaml", "e", 5, "17", Optional.empty()), soon())) {
            assertThat(content.readAllBytes()).hasSize(5);
        }

        assertThat(server.requests().getFirst().getTarget())
                .isEqualTo("/storage/v1/b/config/o/a%2F..%2Fb%20%C3%BC.yaml?alt=media&generation=17");
    }

    @ParameterizedTest
    @ValueSource(strings = {"longer than listed", "cut"})
    void anObjectThatDoesNotHaveTheBytesThatWereListedIsRefused(String body) throws IOException {
        server.answers(200, body);

        try (var content = store(BearerIdentity.ANONYMOUS).open(listed(5), soon())) {
            assertThatThrownBy(content::readAllBytes)
                    .isInstanceOfSatisfying(
                            ObjectStoreException.class,
                            thrown -> assertThat(thrown.failure())
                                    .isEqualTo(new ObjectStoreFailure.ObjectChanged("a.gz")));
        }
    }

    /** As the server does it: unpacked for whoever does not take gzip. */
    @Test
    void aCompressedObjectIsReadAsItIsStored() throws IOException {
        var stored = gzip("hello hello hello hello");
        server.answers(request -> "gzip".equals(request.getHeaders().get("Accept-Encoding"))
                ? new MockResponse.Builder()
                        .addHeader("Content-Encoding", "gzip")
                        .body(new Buffer().write(stored))
                        .build()
                : answer(200, "hello hello hello hello"));

        try (var content = store(BearerIdentity.ANONYMOUS).open(listed(stored.length), soon())) {
            assertThat(content.readAllBytes()).isEqualTo(stored);
        }
    }

    /** Rules are read as text, so these are asked for unpacked. */
    @Test
    void aCompressedTextIsFoundUnpacked() throws IOException {
        server.answers(200, "*.md");

        assertThat(store(BearerIdentity.ANONYMOUS).find(".sourceignore", 10, soon()))
                .hasValueSatisfying(text -> assertThat(text).asString().isEqualTo("*.md"));
        assertThat(server.requests().getFirst().getHeaders().get("Accept-Encoding"))
                .isEqualTo("identity");
    }

    private static ListedObject listed(int size) {
        return new ListedObject("a.gz", "e", size, "17", Optional.empty());
    }

    private static byte[] gzip(String text) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }

    @Test
    void aServiceAccountSignsAClaimThatTheServerVerifies() throws Exception {
        server.answers(request ->
                request.getMethod().equals("POST") ? tokenFor(request) : authorized(request, answer(200, "{}")));
        var store = store(ServiceAccountIdentity.parse(keyFile(), true, server.connection(), StoreServer.CLOCK));

        store.list("", soon());
        store.list("", soon());

        assertThat(server.requests()).hasSize(3);
    }

    private MockResponse tokenFor(RecordedRequest request) {
        var form = request.getBody().utf8();
        assertThat(form).contains("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer");
        var assertion = URLDecoder.decode(form.replaceAll("(?s).*assertion=([^&]*).*", "$1"), UTF_8);
        var isGood = isSigned(assertion)
                && claims(assertion).path("iss").asText().equals("robot@project.example")
                && claims(assertion).path("aud").asText().equals(server.url() + "/token")
                && claims(assertion).path("scope").asText().endsWith("devstorage.read_only")
                && claims(assertion).path("exp").asLong()
                                - claims(assertion).path("iat").asLong()
                        == 3600;
        return isGood ? answer(200, "{\"access_token\":\"ya29.t0ken\"}") : answer(400, "{\"error\":\"invalid_grant\"}");
    }

    private static MockResponse authorized(RecordedRequest request, MockResponse answer) {
        return "Bearer ya29.t0ken".equals(request.getHeaders().get("Authorization")) ? answer : answer(401, "");
    }

    private static boolean isSigned(String jwt) {
        var parts = jwt.split("\\.", -1);
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(keys.getPublic());
            signature.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
            return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static JsonNode claims(String jwt) {
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(jwt.split("\\.", -1)[1]));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aRefusedAccountIsSaidWithTheCodeOnly() throws Exception {
        server.answers(400, "{\"error\":\"invalid_grant\",\"error_description\":\"hunter2\"}");
        var store = store(ServiceAccountIdentity.parse(keyFile(), true, server.connection(), StoreServer.CLOCK));

        assertThatThrownBy(() -> store.list("", soon()))
                .hasMessage("the token service of the service account did not give temporary credentials "
                        + "(HTTP 400, invalid_grant)");
    }

    @Test
    void whatIsNotAKeyFileIsRefusedWithoutShowingIt() {
        for (var text : new String[] {"s3cret", "{\"type\":\"authorized_user\",\"x\":\"s3cret\"}"}) {
            assertThatThrownBy(() -> ServiceAccountIdentity.parse(text, false, server.connection(), StoreServer.CLOCK))
                    .hasMessageContaining("not the key file of a service account")
                    .hasMessageNotContaining("s3cret");
        }
    }

    @Test
    void aTokenServiceInClearNeedsThePermission() {
        assertThatThrownBy(() -> ServiceAccountIdentity.parse(keyFile(), false, server.connection(), StoreServer.CLOCK))
                .hasMessageContaining("insecure");
    }

    @Test
    void aMissingBucketIsToldFromAServerThatIsSomethingElse() {
        server.answers(404, "{\"error\":{\"code\":404,\"errors\":[{\"reason\":\"notFound\"}]}}");
        assertThatThrownBy(() -> store(BearerIdentity.ANONYMOUS).list("", soon()))
                .hasMessage("the bucket does not exist");

        server.answers(404, "<html>not here</html>");
        assertThatThrownBy(() -> store(BearerIdentity.ANONYMOUS).list("", soon()))
                .hasMessage("the server answered with an error (HTTP 404)");
    }

    private String keyFile() {
        var pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return JSON.valueToTree(Map.of(
                        "type", "service_account",
                        "client_email", "robot@project.example",
                        "private_key_id", "k1",
                        "private_key", pem,
                        "token_uri", server.url() + "/token"))
                .toString();
    }

    private GcsStore store(BearerIdentity identity) throws ObjectStoreException {
        return new GcsStore(
                server.endpoint(), BucketName.parse("config"), identity, server.connection(), ListingLimits.DEFAULT);
    }
}
