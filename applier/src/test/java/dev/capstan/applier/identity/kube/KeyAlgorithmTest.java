package dev.capstan.applier.identity.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyAlgorithmTest {

    @ParameterizedTest
    @ValueSource(strings = {"EC", "RSA"})
    void whatIsWrappedSaysItself(String algorithm) throws GeneralSecurityException {
        var key = KeyPairGenerator.getInstance(algorithm).generateKeyPair().getPrivate();

        assertThat(KeyAlgorithm.of(pem("PRIVATE KEY", key.getEncoded()))).isEqualTo(algorithm);
    }

    @Test
    void theNameSaysWhatIsNotWrapped() {
        assertThat(KeyAlgorithm.of(pem("EC PRIVATE KEY", new byte[] {1}))).isEqualTo("EC");
        assertThat(KeyAlgorithm.of(pem("RSA PRIVATE KEY", new byte[] {1}))).isEqualTo("RSA");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "-----BEGIN PRIVATE KEY-----\n!\n-----END PRIVATE KEY-----"})
    void whatIsNoKeyIsLeftToTheLibraryToRefuse(String text) {
        assertThat(KeyAlgorithm.of(text)).isEqualTo("RSA");
    }

    private static String pem(String name, byte[] content) {
        return "-----BEGIN " + name + "-----\n" + Base64.getMimeEncoder().encodeToString(content) + "\n-----END " + name
                + "-----\n";
    }
}
