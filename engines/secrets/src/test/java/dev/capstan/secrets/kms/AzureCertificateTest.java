package dev.capstan.secrets.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.capstan.yaml.Json;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlMap;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.junit.jupiter.api.Test;

class AzureCertificateTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    private static final KeyPair OWN = pair();
    private static final KeyPair ISSUER = pair();
    private static final String KEY_PEM = pem("PRIVATE KEY", OWN.getPrivate().getEncoded());

    private final byte[] own = certificate(OWN);
    private final byte[] issuer = certificate(ISSUER);
    private final List<KmsRequest> requests = new ArrayList<>();

    private static KeyPair pair() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] certificate(KeyPair pair) {
        try {
            var algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.sha256WithRSAEncryption, DERNull.INSTANCE);
            var content = new V3TBSCertificateGenerator();
            content.setSerialNumber(new ASN1Integer(BigInteger.ONE));
            content.setSignature(algorithm);
            content.setIssuer(new X500Name("CN=test"));
            content.setSubject(new X500Name("CN=test"));
            content.setStartDate(new Time(Date.from(CLOCK.instant())));
            content.setEndDate(new Time(Date.from(CLOCK.instant().plusSeconds(86_400))));
            content.setSubjectPublicKeyInfo(
                    SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()));
            var tbs = content.generateTBSCertificate();
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(tbs.getEncoded());
            return new DERSequence(new ASN1Encodable[] {tbs, algorithm, new DERBitString(signature.sign())})
                    .getEncoded();
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n" + Base64.getMimeEncoder().encodeToString(der) + "\n-----END " + type
                + "-----\n";
    }

    private Map<String, String> asked(String more) throws KmsException {
        String entry = "{\"tenantId\": \"t-1\", \"clientId\": \"c-1\"" + more + "}";
        var entries = SecretEntries.read(
                Map.of("sops.azure-kv", entry.getBytes(StandardCharsets.UTF_8)),
                request -> {
                    requests.add(request);
                    return new KmsAnswer(200, "{\"access_token\":\"t0ken\"}".getBytes(StandardCharsets.UTF_8));
                },
                CLOCK);
        assertThat(entries.azure()).isEqualTo("t0ken");
        return Arrays.stream(new String(requests.getFirst().body(), StandardCharsets.US_ASCII).split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private static YamlMap part(String assertion, int place) {
        return (YamlMap)
                Json.read("assertion", Base64.getUrlDecoder().decode(assertion.split("\\.")[place]), Limits.DEFAULT);
    }

    @Test
    void signsWithTheKeyOfTheCertificate() throws Exception {
        var fields = asked(",\"clientCertificate\": " + Json.quoted(KEY_PEM + pem("CERTIFICATE", own)));

        assertThat(fields)
                .containsEntry("grant_type", "client_credentials")
                .containsEntry("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer")
                .doesNotContainKey("client_secret");
        String assertion = Objects.requireNonNull(fields.get("client_assertion"));
        assertThat(part(assertion, 0).keys()).containsExactly("alg", "typ", "x5t#S256");
        assertThat(part(assertion, 0).getText("x5t#S256"))
                .isEqualTo(Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(MessageDigest.getInstance("SHA-256").digest(own)));
        assertThat(part(assertion, 1).getText("aud"))
                .isEqualTo("https://login.microsoftonline.com/t-1/oauth2/v2.0/token");
        assertThat(part(assertion, 1).getText("sub")).isEqualTo("c-1");
        assertThat(part(assertion, 1).getText("exp")).isEqualTo("1767323645");
        int signed = assertion.lastIndexOf('.');
        var signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        signature.initVerify(OWN.getPublic());
        signature.update(assertion.substring(0, signed).getBytes(StandardCharsets.US_ASCII));
        assertThat(signature.verify(Base64.getUrlDecoder().decode(assertion.substring(signed + 1))))
                .isTrue();
    }

    @Test
    void sendsTheChainWhereThatIsAskedForItsOwnFirst() throws Exception {
        String pem = pem("CERTIFICATE", issuer) + pem("CERTIFICATE", own) + KEY_PEM;

        var fields = asked(",\"clientCertificate\": " + Json.quoted(pem) + ",\"clientCertificateSendChain\": true");

        assertThat(part(Objects.requireNonNull(fields.get("client_assertion")), 0)
                        .get("x5c"))
                .hasToString("[" + Base64.getEncoder().encodeToString(own) + ", "
                        + Base64.getEncoder().encodeToString(issuer) + "]");
    }

    @Test
    void takesWhatTheCommandOfAzurePrints() throws Exception {
        var entries = SecretEntries.read(
                Map.of(
                        "sops.azure-kv",
                        "{\"appId\": \"c-1\", \"displayName\": \"x\", \"password\": \"s\", \"tenant\": \"t-1\"}"
                                .getBytes(StandardCharsets.UTF_8)),
                request -> {
                    requests.add(request);
                    return new KmsAnswer(200, "{\"access_token\":\"t0ken\"}".getBytes(StandardCharsets.UTF_8));
                },
                CLOCK);

        assertThat(entries.azure()).isEqualTo("t0ken");
        assertThat(requests.getFirst().address().getPath()).isEqualTo("/t-1/oauth2/v2.0/token");
        assertThat(new String(requests.getFirst().body(), StandardCharsets.US_ASCII))
                .contains("client_id=c-1", "client_secret=s");
    }

    @Test
    void saysWhatIsMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AzureCertificate.parse(pem("CERTIFICATE", own), false))
                .withMessage("clientCertificate has no private key in PEM");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AzureCertificate.parse(KEY_PEM + pem("CERTIFICATE", issuer), false))
                .withMessage("clientCertificate has no certificate for its private key");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AzureCertificate.parse(pem("ENCRYPTED PRIVATE KEY", new byte[9]), false))
                .withMessageContaining("is encrypted");
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> AzureCertificate.parse(KEY_PEM + pem("CERTIFICATE", new byte[9]), false))
                .withMessageContaining("damaged");
    }
}
