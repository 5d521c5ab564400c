package dev.capstan.helmrelease.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.meta.ObjectKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseLocationTest {
    private static final ObjectKey WEB = new ObjectKey("apps", "web");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                                                            | web      | apps | apps",
                "targetNamespace: shop                                         | shop-web | shop | apps",
                "storageNamespace: records                                     | web      | apps | records",
                "{releaseName: front, targetNamespace: shop}                   | front    | shop | apps",
                "{targetNamespace: shop, storageNamespace: shop}               | shop-web | shop | shop"
            })
    void followTheSpec(String spec, String name, String namespace, String storage) {
        assertThat(ReleaseLocation.of(WEB, Releases.spec(fields(spec))))
                .isEqualTo(new ReleaseLocation(name, namespace, storage));
    }

    @Test
    void aNameThatIsTooLongEndsWithItsHash() {
        var key = new ObjectKey("apps", "a".repeat(54));

        assertThat(ReleaseLocation.of(key, Releases.spec("")).name())
                .isEqualTo("a".repeat(40) + "-" + "a3f01b693925")
                .hasSize(ReleaseLocation.LONGEST);
    }

    @Test
    void aNameOfTheLongestLengthStays() {
        var key = new ObjectKey("apps", "a".repeat(53));

        assertThat(ReleaseLocation.of(key, Releases.spec("")).name()).isEqualTo("a".repeat(53));
    }

    private static String fields(String spec) {
        return spec.startsWith("{") ? spec.substring(1, spec.length() - 1).replace(", ", "\n") : spec;
    }
}
