package dev.capstan.sealedsecret.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.secrets.sealed.SealingException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyPairsTest {
    private static final Instant NOW = Instant.parse("2026-11-29T09:00:00Z");

    private static KeyPairs.Fresh made(String commonName, Instant now) {
        return new KeyPairs(2048, Duration.ofDays(3650), commonName).make(new SecureRandom(), now);
    }

    private static X509Certificate certificate(KeyPairs.Fresh fresh) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(
                        new ByteArrayInputStream(fresh.certificate().getBytes(StandardCharsets.US_ASCII)));
    }

    static UsableKey key(String name, KeyPairs.Fresh fresh, Instant created) throws SealingException {
        return UsableKey.of(new SealingKeyPair(name, fresh.certificate(), fresh.privateKey(), created));
    }

    @Test
    void theCertificateIsThatOfTheRealController() throws Exception {
        X509Certificate certificate = certificate(made("team-a", NOW));

        certificate.verify(certificate.getPublicKey());
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=team-a");
        assertThat(certificate.getIssuerX500Principal()).isEqualTo(certificate.getSubjectX500Principal());
        assertThat(certificate.getNotBefore().toInstant()).isEqualTo(NOW);
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(3650)));
        assertThat(certificate.getBasicConstraints()).isNotNegative();
        assertThat(certificate.getKeyUsage())
                .containsExactly(false, false, false, false, false, false, false, true, false);
        assertThat(((RSAPublicKey) certificate.getPublicKey()).getModulus().bitLength())
                .isEqualTo(2048);
    }

    @Test
    void theCommonNameMayBeEmptyOrOdd() throws Exception {
        assertThat(certificate(made("", NOW)).getSubjectX500Principal().getName())
                .isEqualTo("CN=");
        assertThat(certificate(made("a, O=\"b\"", NOW))
                        .getSubjectX500Principal()
                        .getName())
                .isEqualTo("CN=a\\, O\\=\\\"b\\\"");
    }

    @Test
    void thePrivateKeyIsInTheFormOfTheRealController() throws SealingException {
        KeyPairs.Fresh fresh = made("", NOW);

        assertThat(fresh.privateKey())
                .startsWith("-----BEGIN RSA PRIVATE KEY-----\n")
                .endsWith("-----END RSA PRIVATE KEY-----\n");
        assertThat(key("k", fresh, NOW).certificate().notBefore()).isEqualTo(NOW);
    }

    @Test
    void whatIsNoKeyIsRefusedWithoutItsText() {
        var pair = new SealingKeyPair("k", "MARKER", "MARKER", NOW);

        assertThatExceptionOfType(SealingException.class)
                .isThrownBy(() -> UsableKey.of(pair))
                .withMessageNotContaining("MARKER");
        assertThat(pair.toString()).doesNotContain("MARKER");
    }

    @Test
    void theNewestKeySeals() throws SealingException {
        UsableKey first = key("first", made("", NOW), NOW.plusSeconds(9));
        UsableKey second = key("second", made("", NOW.plusSeconds(1)), NOW);

        assertThat(new KeyRing(List.of(first, second), KeyPriority.CERT_NOT_BEFORE).newest())
                .contains(second);
        assertThat(new KeyRing(List.of(first, second), KeyPriority.SECRET_CREATION_TIMESTAMP).newest())
                .contains(first);
        assertThat(new KeyRing(List.of(), KeyPriority.CERT_NOT_BEFORE).newest()).isEmpty();
    }

    @Test
    void nothingOfAKeyIsInItsText() throws SealingException {
        KeyPairs.Fresh fresh = made("", NOW);
        UsableKey key = key("k", fresh, NOW);
        String secret = fresh.privateKey().lines().skip(1).findFirst().orElseThrow();

        assertThat(List.of(
                        fresh.toString(),
                        key.toString(),
                        new KeyRing(List.of(key), KeyPriority.CERT_NOT_BEFORE).toString()))
                .noneMatch(text -> text.contains(secret));
    }
}
