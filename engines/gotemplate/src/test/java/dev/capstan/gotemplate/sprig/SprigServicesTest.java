package dev.capstan.gotemplate.sprig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What depends on the clock and the random numbers of the run. */
class SprigServicesTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            now ; 2026-11-29 03:04:05.678 +0000 UTC
            now.Year ; 2026
            now | date "2006-01-02 15:04" ; 2026-11-29 03:04
            htmlDate now ; 2026-11-29
            htmlDate "text is now" ; 2026-11-29
            htmlDateInZone now "America/New_York" ; 2026-11-28
            dateInZone "15:04 MST" now "Asia/Kolkata" ; 08:34 IST
            ago (now | dateModify "-90s") ; 1m30s
            ago 1795921445 ; 1s
            durationRound (now | dateModify "-49h") ; 2d
            (now.Sub (now | dateModify "-1h")).Minutes ; 60
            (now.AddDate 0 3 2).Format "2006-01-02" ; 2027-03-03
            """)
    void tellsTheTimeOfTheClockOfTheRun(String expression, String expected) {
        assertThat(SprigRun.eval(expression)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            randAlphaNum 12   | [0-9A-Za-z]{12}
            randAlpha 12      | [A-Za-z]{12}
            randNumeric 12    | [0-9]{12}
            randAscii 12      | [ -~]{12}
            randBytes 4       | [0-9A-Za-z+/]{6}==
            randInt 5 7       | [56]
            shuffle "aab"     | [ab]{3}
            uuidv4            | [0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}
            """)
    void drawsWhatItPromises(String expression, String pattern) {
        assertThat(SprigRun.eval(expression)).matches(pattern);
    }

    @Test
    void hashesPasswordsSoThatOthersCanCheckThem() {
        String hash = SprigRun.eval("bcrypt \"pässword\"");

        assertThat(OpenBSDBCrypt.checkPassword(hash, "pässword".toCharArray())).isTrue();
        assertThat(SprigRun.eval("bcrypt (repeat 73 \"x\")")).contains("exceeds 72 bytes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa", "ecdsa", "ed25519", "dsa"})
    void readsTheKeysThatItMakes(String type) {
        String same = SprigRun.text(
                "t",
                "{{ $k := genPrivateKey \"" + type + "\" }}"
                        + "{{ $c := buildCustomCert (b64enc (genCA \"x\" 1).Cert) (b64enc $k) }}{{ eq $k $c.Key }}",
                Map.of());

        assertThat(same).isEqualTo("true");
    }

    @Test
    void signsCertificatesThatTheirAuthorityVouchesFor() throws GeneralSecurityException {
        String pem = SprigRun.text(
                "t",
                "{{ $ca := genCA \"my-ca\" 30 }}"
                        + "{{ $c := genSignedCert \"web\" (list \"10.0.0.1\" \"::1\") (list \"web.svc\") 7 $ca }}"
                        + "{{ $ca.Cert }}{{ $c.Cert }}",
                Map.of());

        List<X509Certificate> both = certificates(pem);
        X509Certificate authority = both.getFirst();
        X509Certificate certificate = both.getLast();

        certificate.verify(authority.getPublicKey());
        assertThat(authority.getBasicConstraints()).isGreaterThanOrEqualTo(0);
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        assertThat(certificate.getSubjectX500Principal().getName()).isEqualTo("CN=web");
        assertThat(certificate.getIssuerX500Principal().getName()).isEqualTo("CN=my-ca");
        assertThat(certificate.getNotAfter())
                .isEqualTo(Date.from(
                        SprigRun.CLOCK.instant().plusSeconds(7 * 86_400).truncatedTo(ChronoUnit.SECONDS)));
        assertThat(certificate.getSubjectAlternativeNames().stream().map(name -> String.valueOf(name.get(1))))
                .containsExactly("web.svc", "10.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(certificate.getExtendedKeyUsage()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ecdsa", "ed25519"})
    void signsWithKeysThatItIsGiven(String type) throws GeneralSecurityException {
        String pem = SprigRun.text(
                "t",
                "{{ $k := genPrivateKey \"" + type + "\" }}{{ $c := genCAWithKey \"ca\" 1 $k }}"
                        + "{{ if eq $c.Key $k }}{{ $c.Cert }}{{ end }}",
                Map.of());

        X509Certificate certificate = certificates(pem).getFirst();

        certificate.verify(certificate.getPublicKey());
    }

    @SuppressWarnings("unchecked") // the factory for X.509 gives no others
    private static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        ByteArrayInputStream in = new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII));
        return (List<X509Certificate>) CertificateFactory.getInstance("X.509").generateCertificates(in);
    }
}
