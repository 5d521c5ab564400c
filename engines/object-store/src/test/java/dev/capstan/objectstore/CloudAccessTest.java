package dev.capstan.objectstore;

import static dev.capstan.objectstore.StoreServer.CLOCK;
import static dev.capstan.objectstore.StoreServer.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.cloud.CloudEnvironment;
import dev.capstan.cloud.CloudException;
import dev.capstan.cloud.CloudFailure;
import dev.capstan.cloud.CloudIdentities;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stores that are entered with the identity of this process. */
class CloudAccessTest {
    private static final CloudFailure NOBODY = new CloudFailure.NoIdentity("Google Cloud", "a nor b");
    private static final CloudFailure REFUSED = new CloudFailure.Refused("it", 500, "");

    private final StoreServer server = new StoreServer();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void requestsToS3AreSignedWithTheKeysOfThisProcess() throws IOException {
        server.answers(200, "<ListBucketResult/>");

        s3(Map.of("AWS_ACCESS_KEY_ID", "AKIA1", "AWS_SECRET_ACCESS_KEY", "s3cret", "AWS_SESSION_TOKEN", "t"))
                .list("", soon());

        var headers = server.requests().getFirst().getHeaders();
        assertThat(headers.get("Authorization")).startsWith("AWS4-HMAC-SHA256 Credential=AKIA1/20261128/");
        assertThat(headers.get("x-amz-security-token")).isEqualTo("t");
    }

    @Test
    void withoutAnIdentityNothingIsAsked() {
        assertThatThrownBy(() -> s3(Map.of("AWS_EC2_METADATA_DISABLED", "true")).list("", soon()))
                .isInstanceOfSatisfying(
                        ObjectStoreException.class,
                        thrown -> assertThat(thrown.failure()).isInstanceOf(ObjectStoreFailure.IdentityNotGiven.class));
        assertThat(server.requests()).isEmpty();
    }

    private S3Store s3(Map<String, String> variables) throws IOException {
        var cloud = CloudIdentities.open(server.connection().http(), new CloudEnvironment(variables), CLOCK);
        return new S3Store(
                server.endpoint(),
                BucketName.parse("config"),
                Optional.empty(),
                AwsIdentity.of(cloud, Optional.empty(), Optional.empty()),
                server.connection(),
                ListingLimits.DEFAULT,
                CLOCK);
    }

    @Test
    void whatIsPublicIsReadWhereThereIsNoIdentity() throws IOException {
        assertThat(BearerIdentity.ifAny(_ -> "token").token(soon())).contains("token");
        assertThat(BearerIdentity.ifAny(_ -> fail(NOBODY)).token(soon())).isEmpty();
        assertThatThrownBy(() -> BearerIdentity.ifAny(_ -> fail(REFUSED)).token(soon()))
                .isInstanceOf(ObjectStoreException.class);
        assertThatThrownBy(() -> BearerIdentity.of(_ -> fail(NOBODY)).token(soon()))
                .isInstanceOf(ObjectStoreException.class);
    }

    private static String fail(CloudFailure failure) throws CloudException {
        throw new CloudException(failure);
    }
}
