package dev.capstan.cli.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.Test;

class NatsCertificateTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final NatsCertificate made = NatsCertificate.make("team-x", NOW, new SecureRandom());

    @Test
    void theServerIsVouchedForByItsAuthorityUnderTheNameThatControllersUse() throws Exception {
        X509Certificate authority = read(made.authority());
        X509Certificate server = read(made.certificate());

        assertThatCode(() -> server.verify(authority.getPublicKey())).doesNotThrowAnyException();
        assertThat(authority.getBasicConstraints()).isZero();
        assertThat(server.getBasicConstraints()).isEqualTo(-1);
        assertThat(server.getSubjectAlternativeNames())
                .contains(List.of(2, "nats.team-x.svc"), List.of(2, "nats.team-x.svc.cluster.local"));
    }

    @Test
    void itIsGoodForAllOfItsTime() throws Exception {
        for (X509Certificate certificate : List.of(read(made.authority()), read(made.certificate()))) {
            certificate.checkValidity(Date.from(NOW.minusSeconds(60)));
            certificate.checkValidity(
                    Date.from(NOW.plus(NatsCertificate.VALIDITY).minusSeconds(1)));
        }
    }

    @Test
    void theKeyIsThatOfTheServer() throws Exception {
        String base64 = made.key().replaceAll("-----[A-Z ]+-----|\\s", "");
        var key = KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(base64)));
        Signature signer = Signature.getInstance("SHA256withECDSA");
        signer.initSign(key);
        byte[] signature = signer.sign();

        signer.initVerify(read(made.certificate()).getPublicKey());
        assertThat(signer.verify(signature)).isTrue();
        assertThat(made.key()).startsWith("-----BEGIN PRIVATE KEY-----");
    }

    private static X509Certificate read(String pem) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }
}
