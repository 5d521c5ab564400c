package dev.capstan.objectstore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class S3AddressTest {

    @ParameterizedTest
    @CsvSource({
        "s3.amazonaws.com, config, https://config.s3.amazonaws.com, ''",
        "s3.eu-west-1.amazonaws.com, config, https://config.s3.eu-west-1.amazonaws.com, eu-west-1",
        "s3-us-west-2.amazonaws.com, config, https://config.s3-us-west-2.amazonaws.com, us-west-2",
        "s3.dualstack.eu-west-1.amazonaws.com, config, https://config.s3.dualstack.eu-west-1.amazonaws.com, eu-west-1",
        "s3.us-gov-west-1.amazonaws.com, config, https://config.s3.us-gov-west-1.amazonaws.com, us-gov-west-1",
        "s3.cn-north-1.amazonaws.com.cn, config, https://config.s3.cn-north-1.amazonaws.com.cn, cn-north-1",
        "s3.amazonaws.com, with.dots, https://s3.amazonaws.com/with.dots, ''",
        "s3.amazonaws.com, Upper_Case, https://s3.amazonaws.com/Upper_Case, ''",
        "minio.example.com:9000, config, https://minio.example.com:9000/config, ''",
        "s3.amazonaws.com.example.com, config, https://s3.amazonaws.com.example.com/config, ''",
        "ceph.example.com, tenant:config, https://ceph.example.com/tenant%3Aconfig, ''"
    })
    void onlyAwsGetsTheBucketInTheHost(String endpoint, String bucket, String root, String region) throws Exception {
        var parsed = StoreEndpoint.host(endpoint, false);

        assertThat(S3Address.of(parsed, BucketName.parse(bucket)).root()).isEqualTo(root);
        assertThat(S3Address.regionOf(parsed).orElse("")).isEqualTo(region);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", ".", "a/b", "a?b", "a#b", "a b", "a%2fb", "ä"})
    void whatCannotBeABucketIsRefused(String name) {
        assertThatThrownBy(() -> BucketName.parse(name)).hasMessageContaining("cannot be the name of a bucket");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://minio.example.com",
                "minio.example.com/path",
                "user:pw@minio.example.com",
                "minio example",
                "minio:port",
                "minio:99999",
                "",
                "a?b",
                "a#b"
            })
    void o027_anEndpointOfS3IsAHostAndPerhapsAPort(String endpoint) {
        assertThatThrownBy(() -> StoreEndpoint.host(endpoint, false))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageNotContaining("pw");
    }

    @ParameterizedTest
    @CsvSource({
        "https://acc.blob.core.windows.net/, false, https://acc.blob.core.windows.net",
        "acc.blob.core.windows.net, false, https://acc.blob.core.windows.net",
        "http://127.0.0.1:10000/acc, true, http://127.0.0.1:10000/acc",
        "127.0.0.1:10000/acc, true, http://127.0.0.1:10000/acc"
    })
    void otherEndpointsMayBeUrls(String endpoint, boolean isInsecure, String base) throws Exception {
        assertThat(StoreEndpoint.url(endpoint, isInsecure).base()).hasToString(base);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://plain.example",
                "ftp://x",
                "https://u:pw@x",
                "https://x?a=b",
                "https://x#f",
                "file:///etc"
            })
    void o027_plainHttpAndOtherSchemesAreRefused(String endpoint) {
        assertThatThrownBy(() -> StoreEndpoint.url(endpoint, false))
                .isInstanceOf(ObjectStoreException.class)
                .hasMessageNotContaining("pw");
    }
}
