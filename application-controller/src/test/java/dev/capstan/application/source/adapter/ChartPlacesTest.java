package dev.capstan.application.source.adapter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.access.SecretAccess;
import dev.capstan.application.source.adapter.ChartPlaces.Place;
import dev.capstan.http.HttpProxy;
import dev.capstan.http.TlsMaterial;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.login.RegistryLogin;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChartPlacesTest {
    private final ControlPlaneSecrets secrets = new ControlPlaneSecrets();
    private final ChartPlaces places = new ChartPlaces(
            secrets::repositories,
            host -> host.equals("own.test") ? Optional.of("OWN AUTHORITY") : Optional.empty(),
            (project, url) -> project.equals("permitted") && url.equals("registry.test/charts"));

    @Test
    void aRepositoryThatNoSecretDescribesIsAskedAsNobody() {
        var access = web("https://charts.test/stable");

        assertThat(access.access().login()).isEmpty();
        assertThat(access.access().tls()).isEqualTo(TlsMaterial.NONE);
        assertThat(access.access().url()).hasToString("https://charts.test/stable");
    }

    @Test
    void aSecretSaysWhoWeAre() {
        secrets.repository(Map.of(
                "url", "https://own.test/",
                "type", "helm",
                "username", "me",
                "password", "secret",
                "tlsClientCertData", "CERT",
                "tlsClientCertKey", "KEY",
                "proxy", "http://me:word@proxy.test:3128"));

        var access = web("https://own.test").access();

        assertThat(access.login()).contains(new SecretAccess.Login("me", "secret"));
        assertThat(access.tls().authorities()).contains("OWN AUTHORITY");
        assertThat(access.tls().client()).contains(new TlsMaterial.ClientCertificate("CERT", "KEY"));
        assertThat(access.proxy())
                .contains(new HttpProxy("proxy.test", 3128, Optional.of(new HttpProxy.User("me", "word"))));
    }

    @Test
    void credentialsOfAPrefixAreUsed() {
        secrets.prefix(Map.of("url", "https://charts.test/team", "type", "helm", "username", "me", "password", "p"));

        assertThat(web("https://charts.test/team/a").access().login()).isPresent();
        assertThat(web("https://charts.test/other").access().login()).isEmpty();
    }

    @Test
    void certificatesAreNotVerifiedOnlyWhereASecretSaysSo() {
        secrets.repository(Map.of("url", "https://odd.test", "type", "helm", "insecure", "true"));

        assertThat(web("https://odd.test").access().tls().acceptsAnyServer()).isTrue();
        assertThat(web("https://charts.test").access().tls().acceptsAnyServer()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "registry.test/charts,       registry.test/charts",
        "registry.test/charts,       oci://registry.test/charts",
        "oci://registry.test/charts, registry.test/charts/",
        "oci://registry.test/charts, oci://registry.test/charts"
    })
    void aRegistryIsTheSameWithAndWithoutItsScheme(String inSecret, String inSource) {
        secrets.repository(
                Map.of("url", inSecret, "type", "helm", "enableOCI", "true", "username", "me", "password", "secret"));

        var registry = registry(inSource);

        assertThat(registry.folder()).isEqualTo("registry.test/charts");
        assertThat(registry.access().logins().loginFor(new RepositoryName("registry.test", "charts/web")))
                .isEqualTo(new RegistryLogin.Password("me", "secret"));
        assertThat(registry.access().logins().loginFor(new RepositoryName("other.test", "charts/web")))
                .isEqualTo(new RegistryLogin.Anonymous());
    }

    @Test
    void enableOciMakesAnHttpsUrlOneOfARegistry() {
        secrets.repository(Map.of("url", "https://own.test/charts", "type", "helm", "enableOCI", "true"));

        assertThat(registry("https://own.test/charts").folder()).isEqualTo("own.test/charts");
        assertThat(registry("https://own.test/charts").access().tls().authorities())
                .contains("OWN AUTHORITY");
    }

    @Test
    void plainHttpIsSpokenOnlyWhereASecretSaysSo() {
        secrets.repository(Map.of("url", "oci://lab.test/m", "type", "oci", "insecureOCIForceHttp", "true"));

        assertThat(registry("oci://lab.test/m").access().isInsecure()).isTrue();
        assertThat(registry("oci://charts.test/m").access().isInsecure()).isFalse();
    }

    @Test
    void aSecretThatCannotBeUsedIsNotPassedOver() {
        secrets.repository(Map.of("url", "https://charts.test", "type", "helm", "insecure", "maybe"));

        assertThat(places.of("https://charts.test", "p", false))
                .isInstanceOfSatisfying(
                        Place.Unusable.class, it -> assertThat(it.why()).contains("secret-0", "insecure"));
    }

    @Test
    void theAddressOfAProxyIsNotShown() {
        secrets.repository(Map.of("url", "https://charts.test", "type", "helm", "proxy", "ftp://me:marker@proxy.test"));

        assertThat(places.of("https://charts.test", "p", false))
                .isInstanceOfSatisfying(
                        Place.Unusable.class,
                        it -> assertThat(it.why())
                                .contains("secret-0", "'proxy'")
                                .doesNotContain("marker"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssh://git@git.test/a", "https://", "https://me:marker@/x", "file:///etc"})
    void otherUrlsAreRefused(String url) {
        assertThat(places.of(url, "p", false))
                .isInstanceOfSatisfying(
                        Place.Unusable.class, it -> assertThat(it.why()).doesNotContain("marker"));
    }

    @Test
    void aChartLeadsCredentialsOnlyToWhatTheProjectPermits() {
        secrets.repository(Map.of(
                "url", "registry.test/charts", "type", "helm", "enableOCI", "true", "username", "me", "password", "p"));

        var permitted = (Place.Registry) places.named("oci://registry.test/charts", "permitted");
        var other = (Place.Registry) places.named("oci://registry.test/charts", "other");

        assertThat(permitted.access().logins().isEmpty()).isFalse();
        assertThat(other.access().logins().isEmpty()).isTrue();
    }

    private Place.Web web(String url) {
        return (Place.Web) places.of(url, "p", false);
    }

    private Place.Registry registry(String url) {
        return (Place.Registry) places.of(url, "p", false);
    }
}
