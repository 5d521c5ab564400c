package dev.capstan.oci.signature.keyless;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.oci.signature.TrustException;
import dev.capstan.testkit.signature.TestSigstore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedRootTest {
    private final String good = new TestSigstore().trustedRoot();

    @Test
    void everythingIsRead() throws TrustException {
        var root = TrustedRoot.read(good.getBytes(UTF_8));

        assertThat(root.authorities())
                .singleElement()
                .satisfies(it -> assertThat(it.certificates()).hasSize(2));
        assertThat(root.signatureLogs()).hasSize(1);
        assertThat(root.certificateLogs()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "trustedroot, other, not a trusted root",
        "tlogs, x, has no tlogs",
        "ctlogs, x, has no ctlogs",
        "certificateAuthorities, x, has no certificateAuthorities",
        "certificates, x, has no certificates",
        "2026-01-01, yesterday, one of its times cannot be read",
        "keyId, x, is missing"
    })
    void whatIsNotCompleteIsRefused(String part, String other, String why) {
        assertThatThrownBy(() -> TrustedRoot.read(good.replace(part, other).getBytes(UTF_8)))
                .isInstanceOf(TrustException.class)
                .hasMessageContaining(why);
    }
}
