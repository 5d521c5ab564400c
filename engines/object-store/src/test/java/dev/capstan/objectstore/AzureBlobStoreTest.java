package dev.capstan.objectstore;

import static dev.capstan.objectstore.StoreServer.soon;
import static dev.capstan.testkit.http.ScriptedServer.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.Optional;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AzureBlobStoreTest {
    private static final String LAST_PAGE =
            "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><Blobs>"
                    + "<Blob><Name Encoded=\"true\">b+%0A.yaml</Name><Properties><Etag>0x8D2</Etag>"
                    + "<Content-Length>2</Content-Length><Content-MD5>XUFAKrxLKna5cZ2REBfFkg==</Content-MD5></Properties></Blob></Blobs><NextMarker/></EnumerationResults>";
    private static final String FIRST_PAGE = "<EnumerationResults><Blobs><Blob><Name>a.yaml</Name><Properties>"
            + "<Etag>0x8D1</Etag><Content-Length>5</Content-Length></Properties></Blob></Blobs>"
            + "<NextMarker>2!72!x--</NextMarker></EnumerationResults>";

    private final StoreServer server = new StoreServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listsThePagesOneAfterTheOther() throws IOException {
        server.answers(
                request -> answer(200, request.getUrl().queryParameter("marker") == null ? FIRST_PAGE : LAST_PAGE));

        assertThat(store(AzureAccess.ANONYMOUS).list("apps/", soon()))
                .containsExactly(
                        new ListedObject("a.yaml", "0x8D1", 5),
                        new ListedObject("b+\n.yaml", "0x8D2", 2, "", Optional.of("5d41402abc4b2a76b9719d911017c592")));
        assertThat(server.requests())
                .extracting(RecordedRequest::getTarget)
                .containsExactly(
                        "/acc/config?comp=list&maxresults=5000&prefix=apps%2F&restype=container",
                        "/acc/config?comp=list&marker=2%2172%21x--&maxresults=5000&prefix=apps%2F&restype=container");
        assertThat(server.requests().getFirst().getHeaders().get("x-ms-date"))
                .isEqualTo("Sat, 28 Nov 2026 19:30:00 GMT");
    }

    @Test
    void readsAnObjectAsItWasListedWithASignature() throws IOException {
        server.answers(200, "hello");
        var access = AzureAccountKey.of(endpoint(), "c2VjcmV0");

        try (var content = store(access).open(new ListedObject("a/b.yaml", "0x8D1", 5), soon())) {
            assertThat(content.readAllBytes()).hasSize(5);
        }

        var headers = server.requests().getFirst().getHeaders();
        assertThat(headers.get("If-Match")).isEqualTo("\"0x8D1\"");
        assertThat(headers.get("Authorization")).startsWith("SharedKey acc:");
    }

    @Test
    void aSharedAccessSignatureIsPartOfEveryAddressAndOfNoMessage() throws IOException {
        server.answers(request -> answer(403, "")
                .newBuilder()
                .addHeader("x-ms-error-code", "AuthenticationFailed")
                .build());
        var store = store(AzureSasKey.parse("?sv=2021&sig=s3cret%2B"));

        assertThatThrownBy(() -> store.list("", soon()))
                .hasMessageContaining("AuthenticationFailed")
                .hasMessageNotContaining("s3cret");
        assertThatThrownBy(() -> store.open(new ListedObject("a", "1", 1), soon()))
                .isInstanceOf(ObjectStoreException.class);

        assertThat(server.requests())
                .extracting(RecordedRequest::getTarget)
                .containsExactly(
                        "/acc/config?comp=list&maxresults=5000&prefix=&restype=container&sv=2021&sig=s3cret%2B",
                        "/acc/config/a?sv=2021&sig=s3cret%2B");
    }

    @Test
    void aSharedAccessSignatureThatIsNotAQueryIsRefused() {
        assertThatThrownBy(() -> AzureSasKey.parse("a b\n")).hasMessageNotContaining("a b");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRefusalSaysWhetherThereWasAnIdentity(boolean hasToken) throws IOException {
        server.answers(401, "");
        var store = store(AzureAccess.bearer(_ -> hasToken ? Optional.of("t") : Optional.empty()));

        assertThatThrownBy(() -> store.list("", soon()))
                .isInstanceOfSatisfying(
                        ObjectStoreException.class,
                        thrown -> assertThat(thrown.failure())
                                .isEqualTo(new ObjectStoreFailure.AccessRefused(hasToken, 401, "")));
    }

    @Test
    void aServicePrincipalGetsATokenOnce() throws IOException {
        server.answers(request -> request.getMethod().equals("POST")
                ? answer(200, "{\"token_type\":\"Bearer\",\"access_token\":\"t0ken\",\"expires_in\":3599}")
                : answer(200, LAST_PAGE));
        var principal =
                ServicePrincipalIdentity.of(server.url(), true, "tenant-1", "client", "s3cret&", server.connection());
        var store = store(AzureAccess.bearer(principal));

        store.list("", soon());
        store.list("", soon());

        assertThat(server.requests()).hasSize(3);
        assertThat(server.requests().getFirst().getTarget()).isEqualTo("/tenant-1/oauth2/v2.0/token");
        assertThat(server.requests().getFirst().getBody().utf8().split("&"))
                .containsExactlyInAnyOrder(
                        "grant_type=client_credentials",
                        "client_id=client",
                        "client_secret=s3cret%26",
                        "scope=https%3A%2F%2Fstorage.azure.com%2F.default");
        assertThat(server.requests().getLast().getHeaders().get("Authorization"))
                .isEqualTo("Bearer t0ken");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sv=1&sig=s3cret%", "sig=s3cret%2", "sig=s3cret%zz&sv=1", "sig=s3cret#x", ""})
    void aSignatureThatIsNotAQueryIsRefusedWithoutShowingIt(String text) {
        assertThatThrownBy(() -> AzureSasKey.parse(text))
                .hasMessage("the shared access signature is not the query of an address");
    }

    @Test
    void aLongSignatureIsReadToItsEnd() throws IOException {
        var query = "?sig=" + "a%2B".repeat(100_000);

        assertThat(AzureSasKey.parse(query).query()).isEqualTo(query.substring(1));
    }

    @ParameterizedTest
    @CsvSource({
        "404, ContainerNotFound, BucketMissing",
        "403, AuthorizationFailure, AccessRefused",
        "409, PublicAccessNotPermitted, UnexpectedAnswer",
        "404, '', UnexpectedAnswer"
    })
    void saysWhatARefusalMeans(int status, String code, String kind) {
        server.answers(request -> answer(status, "")
                .newBuilder()
                .addHeader("x-ms-error-code", code)
                .build());

        var failure = catchThrowableOfType(
                        ObjectStoreException.class,
                        () -> store(AzureAccess.ANONYMOUS).list("", soon()))
                .failure();

        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
    }

    private StoreEndpoint endpoint() throws ObjectStoreException {
        return StoreEndpoint.url(server.url() + "/acc", true);
    }

    private AzureBlobStore store(AzureAccess access) throws ObjectStoreException {
        return new AzureBlobStore(
                endpoint(),
                BucketName.parse("config"),
                access,
                server.connection(),
                ListingLimits.DEFAULT,
                StoreServer.CLOCK);
    }
}
