package dev.capstan.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The first vectors are of the documentation of Amazon S3; the others were computed with botocore. */
class AwsSignatureTest {
    private static final AwsKeys DOCUMENTED =
            new AwsKeys("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
    private static final byte[] NO_BODY = {};
    private static final Instant DOCUMENTED_TIME = Instant.parse("2013-05-24T00:00:00Z");
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final Instant NOW = Instant.parse("2026-11-28T19:30:00Z");

    @Test
    void signsAnObjectAsDocumented() {
        var headers = new AwsSignature(DOCUMENTED, "us-east-1", "s3")
                .sign(
                        "GET",
                        URI.create("https://examplebucket.s3.amazonaws.com/test.txt"),
                        Map.of("Range", "bytes=0-9"),
                        NO_BODY,
                        DOCUMENTED_TIME);

        assertThat(headers)
                .containsEntry("x-amz-date", "20130524T000000Z")
                .containsEntry(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, "
                                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, "
                                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
    }

    @Test
    void signsAListingAsDocumented() {
        var headers = new AwsSignature(DOCUMENTED, "us-east-1", "s3")
                .sign(
                        "GET",
                        URI.create("https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J"),
                        Map.of(),
                        NO_BODY,
                        DOCUMENTED_TIME);

        assertThat(headers.get("Authorization"))
                .endsWith("Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:9000/bucket/?encoding-type=url&list-type=2&max-keys=1000&prefix=apps%2F%C3%BC%20b%2Bc,"
                + "'', '', us-east-1, cc2c824184b503f4df8e1bcb51d2bd9650538d472f06155c28960c00982986a5",
        "https://minio.example.com/bucket/a%20b/%C3%BC~%2B%3D%26%24.yaml,"
                + "T0ken/with+chars==, '', eu-west-1, 31201c00e83b9988a486314dbbc4272955dfb2bed89da276c0bdfb3a0eac4f0a",
        "http://127.0.0.1:9000/bucket/a.yaml,"
                + "'', \"0123\", us-east-1, 4049735a66c527c25aa6cfcd7f2261522a90cfabf6d509abc9f417416bd020d2"
    })
    void signsAsOtherClientsDo(String address, String token, String etag, String region, String signature) {
        var keys = new AwsKeys("AKIDEXAMPLE", SECRET, Optional.of(token).filter(it -> !it.isEmpty()));

        var headers = new AwsSignature(keys, region, "s3")
                .sign("GET", URI.create(address), etag.isEmpty() ? Map.of() : Map.of("If-Match", etag), NO_BODY, NOW);

        assertThat(headers.get("Authorization")).endsWith("Signature=" + signature);
        assertThat(headers.containsKey("x-amz-security-token")).isEqualTo(!token.isEmpty());
    }

    @Test
    void signsABodyForAnotherService() {
        var keys = new AwsKeys("AKIDEXAMPLE", SECRET, Optional.of("t0ken"));

        var headers = new AwsSignature(keys, "eu-west-1", "ecr")
                .sign(
                        "POST",
                        URI.create("https://api.ecr.eu-west-1.amazonaws.com/"),
                        Map.of(
                                "Content-Type",
                                "application/x-amz-json-1.1",
                                "X-Amz-Target",
                                "AmazonEC2ContainerRegistry_V20150921.GetAuthorizationToken"),
                        "{}".getBytes(StandardCharsets.UTF_8),
                        NOW);

        assertThat(headers.get("Authorization"))
                .endsWith("Signature=915a5f4bed1e2bae942c8109b4c863e667f8addd3ea85270f70c3be6cf40cfe9");
    }

    @Test
    void neverShowsTheSecret() {
        assertThat(new AwsKeys("name", SECRET, Optional.of("t0ken")).toString())
                .doesNotContain(SECRET)
                .doesNotContain("t0ken");
    }
}
