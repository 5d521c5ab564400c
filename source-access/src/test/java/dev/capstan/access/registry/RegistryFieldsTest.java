package dev.capstan.access.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.image.ImageRepositorySpec;
import dev.capstan.api.meta.LocalRef;
import dev.capstan.api.source.OCIRepositorySpec;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.Test;

class RegistryFieldsTest {
    private static final String FIELDS = """
            provider: gcp
            secretRef: {name: login}
            certSecretRef: {name: tls}
            proxySecretRef: {name: proxy}
            serviceAccountName: robot
            insecure: true
            interval: 1m
            """;

    private static final RegistryFields EXPECTED = new RegistryFields(
            "apps", "gcp", new LocalRef("login"), new LocalRef("tls"), new LocalRef("proxy"), "robot", true);

    @Test
    void anImageRepositoryHasTheFieldsOfAnOciRepository() {
        var image = Serialization.unmarshal(FIELDS + "image: registry.example/app", ImageRepositorySpec.class);
        var artifact = Serialization.unmarshal(FIELDS + "url: oci://registry.example/app", OCIRepositorySpec.class);

        assertThat(RegistryFields.of("apps", image)).isEqualTo(EXPECTED);
        assertThat(RegistryFields.of("apps", artifact)).isEqualTo(EXPECTED);
    }
}
