package dev.capstan.objectstore;

import static dev.capstan.objectstore.StoreServer.soon;
import static dev.capstan.testkit.http.ScriptedServer.answer;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.capstan.cloud.AwsKeys;
import java.io.IOException;
import java.util.Optional;
import mockwebserver3.RecordedRequest;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3StoreTest {
    private static final AwsKeys KEYS = new AwsKeys("key", "secret");

    private final StoreServer server = new StoreServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void listsThePagesOneAfterTheOther() throws IOException {
        server.answers(request -> answer(
                200,
                request.getUrl().queryParameter("continuation-token") == null
                        ? page("", object("b.yaml", "\"2\"", 5), "more/+=")
                        : page("", object("a.yaml", "1", 3), "")));

        var listed = store().list("apps/ü", soon());

        assertThat(listed).containsExactly(new ListedObject("b.yaml", "2", 5), new ListedObject("a.yaml", "1", 3));
        assertThat(server.requests())
                .extracting(RecordedRequest::getTarget)
                .containsExactly(
                        "/config/?encoding-type=url&list-type=2&max-keys=1000&prefix=apps%2F%C3%BC",
                        "/config/?continuation-token=more%2F%2B%3D&encoding-type=url&list-type=2&max-keys=1000&prefix=apps%2F%C3%BC");
    }

    @Test
    void decodesKeysThatTheServerEncoded() throws IOException {
        server.answers(200, page("<EncodingType>url</EncodingType>", object("a+b%2Bc%0A.yaml", "1", 1), ""));

        assertThat(store().list("", soon())).extracting(ListedObject::key).containsExactly("a b+c\n.yaml");
    }

    @Test
    void takesKeysAsTheyAreWhenTheServerDoesNotEncode() throws IOException {
        server.answers(200, page("", object("a+b%2B&amp;.yaml", "1", 1), ""));

        assertThat(store().list("", soon())).extracting(ListedObject::key).containsExactly("a+b%2B&.yaml");
    }

    @Test
    void o022_aListingThatLeadsInACircleEnds() {
        server.answers(200, page("", object("a", "1", 1), "same"));

        assertThat(failureOf(() -> store().list("", soon())))
                .isEqualTo(new ObjectStoreFailure.AnswerUnreadable("the listing leads from one page to the same page"));
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void o022_aListingWithoutEndStopsAtTheLimitOfPages() {
        server.answers(
                request -> answer(200, page("", "", "page-" + server.requests().size())));

        assertThat(failureOf(() -> store(new ListingLimits(5, 100, 10_000)).list("", soon())))
                .isEqualTo(new ObjectStoreFailure.ListingTooLong("pages", 5));
        assertThat(server.requests()).hasSize(5);
    }

    @Test
    void o022_aListingStopsAtTheLimitOfObjects() {
        server.answers(200, page("", object("a", "1", 1).repeat(4), ""));

        assertThat(failureOf(() -> store(new ListingLimits(5, 3, 10_000)).list("", soon())))
                .isEqualTo(new ObjectStoreFailure.ListingTooLong("objects", 3));
    }

    @Test
    void o022_aListingStopsAtTheLimitOfBytes() {
        server.answers(200, page("", object("a".repeat(1000), "1", 1), ""));

        assertThat(failureOf(() -> store(new ListingLimits(5, 3, 999)).list("", soon())))
                .isEqualTo(new ObjectStoreFailure.ListingTooLong("bytes in its keys", 999));
    }

    @Test
    void o022_aKeyThatNoStoreAllowsIsRefused() throws IOException {
        server.answers(200, page("", object("a/".repeat(2048), "1", 1), ""));
        assertThat(store().list("", soon())).hasSize(1);

        server.answers(200, page("", object("a/".repeat(2048) + "a", "1", 1), ""));
        assertThat(failureOf(() -> store().list("", soon())))
                .isEqualTo(new ObjectStoreFailure.ListingTooLong("characters in a key", 4096));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><body>It works</body></html>",
                "not XML",
                "<ListBucketResult><Contents>",
                "<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>",
                "<ListBucketResult><Contents><Key>a</Key><Size>x</Size></Contents></ListBucketResult>",
                "<ListBucketResult><Contents><Key>a</Key><Size>-1</Size></Contents></ListBucketResult>",
                "<ListBucketResult><EncodingType>url</EncodingType><Contents><Key>%zz</Key><Size>1</Size></Contents>"
                        + "</ListBucketResult>"
            })
    void anAnswerThatIsNotAListingIsRefused(String body) {
        server.answers(200, body);

        assertThat(failureOf(() -> store().list("", soon()))).isInstanceOf(ObjectStoreFailure.AnswerUnreadable.class);
    }

    @ParameterizedTest
    @CsvSource({
        "403, InvalidAccessKeyId, AccessRefused, (HTTP 403; InvalidAccessKeyId)",
        "403, SignatureDoesNotMatch, AccessRefused, refused the credentials",
        "403, RequestTimeTooSkewed, AccessRefused, its clock and ours differ",
        "401, AccessDenied, AccessRefused, (HTTP 401; AccessDenied)",
        "400, ExpiredToken, AccessRefused, (HTTP 400; ExpiredToken)",
        "404, NoSuchBucket, BucketMissing, does not exist",
        "404, '', UnexpectedAnswer, (HTTP 404)",
        "503, SlowDown, UnexpectedAnswer, fewer requests (HTTP 503; SlowDown)",
        "429, '', UnexpectedAnswer, fewer requests (HTTP 429)",
        "500, '<b>secret</b>', UnexpectedAnswer, (HTTP 500)"
    })
    void saysWhatARefusalMeans(int status, String code, String kind, String words) {
        server.answers(status, "<Error><Code>" + code + "</Code><Message>pass: hunter2</Message></Error>");

        assertThat(failureOf(() -> store().list("", soon()))).satisfies(failure -> {
            assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
            assertThat(failure.message()).contains(words.replace(';', ',')).doesNotContain("hunter2", "secret");
        });
    }

    @Test
    void anAnonymousRequestIsNotSignedAndItsRefusalSaysSo() {
        server.answers(403, "<Error><Code>AccessDenied</Code></Error>");

        assertThat(failureOf(() -> store(AwsIdentity.ANONYMOUS).list("", soon()))
                        .message())
                .isEqualTo("the server does not let anybody in without credentials (HTTP 403, AccessDenied)");
        assertThat(server.requests().getFirst().getHeaders().get("Authorization"))
                .isNull();
    }

    @Test
    void asksOnceMoreForTheRegionThatTheServerNames() throws IOException {
        server.answers(request -> authorization(request).contains("/eu-west-1/s3/")
                ? answer(200, page("", object("a", "1", 1), ""))
                : answer(400, "<Error><Code>AuthorizationHeaderMalformed</Code><Region>eu-west-1</Region></Error>"));
        var store = store();

        assertThat(store.list("", soon())).hasSize(1);
        assertThat(store.list("", soon())).hasSize(1);
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void saysTheRegionWhenTheBucketIsElsewhere() {
        server.answers(request -> answer(301, "<Error><Code>PermanentRedirect</Code></Error>")
                .newBuilder()
                .addHeader("x-amz-bucket-region", "eu-central-1")
                .build());

        assertThat(failureOf(() -> store().list("", soon())))
                .isEqualTo(new ObjectStoreFailure.RegionElsewhere("us-east-1", "eu-central-1"));
    }

    @Test
    void readsAnObjectAsItWasListed() throws IOException {
        server.answers(200, "hello");

        try (var content = store().open(new ListedObject("a b/ü+.yaml", "abc", 5), soon())) {
            assertThat(content.readAllBytes()).isEqualTo("hello".getBytes(UTF_8));
        }

        var request = server.requests().getFirst();
        assertThat(request.getTarget()).isEqualTo("/config/a%20b/%C3%BC%2B.yaml");
        assertThat(request.getHeaders().get("If-Match")).isEqualTo("\"abc\"");
        assertThat(authorization(request)).contains("SignedHeaders=host;if-match;");
    }

    @Test
    void anObjectThatWasReplacedIsNotRead() {
        server.answers(412, "<Error><Code>PreconditionFailed</Code></Error>");

        assertThat(failureOf(() -> store().open(new ListedObject("a", "1", 5), soon())))
                .isEqualTo(new ObjectStoreFailure.ObjectChanged("a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"longer than listed", "cut"})
    void anObjectThatDoesNotHaveTheBytesThatWereListedIsRefused(String body) throws IOException {
        server.answers(200, body);

        try (var content = store().open(new ListedObject("a", "", 5), soon())) {
            assertThat(failureOf(content::readAllBytes)).isEqualTo(new ObjectStoreFailure.ObjectChanged("a"));
        }
    }

    @Test
    void anObjectThatIsTooLongForItsUseIsRefused() {
        server.answers(200, "0123456789ab");

        assertThat(failureOf(() -> store().find("a", 10, soon())))
                .isEqualTo(new ObjectStoreFailure.ObjectTooLong("a", 10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../b", "a/../../b", "./a", "a/."})
    void o023_aKeyThatClientsWouldResolveIsNotAskedFor(String key) {
        server.answers(200, "other");

        assertThat(failureOf(() -> store().open(new ListedObject(key, "1", 5), soon())))
                .isEqualTo(new ObjectStoreFailure.KeyUnreachable(key));
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void anObjectThatNeedNotBeThereMayBeAbsent() throws IOException {
        server.answers(404, "<Error><Code>NoSuchKey</Code></Error>");

        assertThat(store().find(".sourceignore", 10, soon())).isEmpty();
    }

    @Test
    void aBucketThatIsAbsentIsNotAnAbsentObject() {
        server.answers(404, "<Error><Code>NoSuchBucket</Code></Error>");

        assertThat(failureOf(() -> store().find(".sourceignore", 10, soon())))
                .isEqualTo(new ObjectStoreFailure.BucketMissing());
    }

    @Test
    void aRedirectIsNotFollowed() {
        server.answers(request -> answer(307, "")
                .newBuilder()
                .addHeader("Location", server.url() + "/elsewhere")
                .build());

        assertThat(failureOf(() -> store().open(new ListedObject("a", "1", 5), soon())))
                .isEqualTo(new ObjectStoreFailure.UnexpectedAnswer(307, ""));
        assertThat(server.requests()).hasSize(1);
    }

    private S3Store store() throws ObjectStoreException {
        return store(ListingLimits.DEFAULT);
    }

    private S3Store store(ListingLimits limits) throws ObjectStoreException {
        return store(AwsIdentity.of(KEYS), limits);
    }

    private S3Store store(AwsIdentity identity) throws ObjectStoreException {
        return store(identity, ListingLimits.DEFAULT);
    }

    private S3Store store(AwsIdentity identity, ListingLimits limits) throws ObjectStoreException {
        return new S3Store(
                server.endpoint(),
                BucketName.parse("config"),
                Optional.empty(),
                identity,
                server.connection(),
                limits,
                StoreServer.CLOCK);
    }

    private static String page(String more, String objects, String next) {
        var isLast = next.isEmpty();
        return "<?xml version=\"1.0\"?><ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><IsTruncated>"
                + !isLast
                + "</IsTruncated>"
                + more
                + objects
                + (isLast ? "" : "<NextContinuationToken>" + next + "</NextContinuationToken>")
                + "</ListBucketResult>";
    }

    private static String object(String key, String etag, int size) {
        return "<Contents><Key>%s</Key><ETag>%s</ETag><Size>%d</Size></Contents>"
                .formatted(key, etag.replace("\"", "&quot;"), size);
    }

    private static String authorization(RecordedRequest request) {
        return String.valueOf(request.getHeaders().get("Authorization"));
    }

    private static ObjectStoreFailure failureOf(ThrowingCallable action) {
        return catchThrowableOfType(ObjectStoreException.class, action).failure();
    }
}
