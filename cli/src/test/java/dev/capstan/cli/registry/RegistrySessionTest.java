package dev.capstan.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.cli.CommandFailure;
import dev.capstan.oci.RepositoryName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistrySessionTest {
    private static final RepositoryName REPOSITORY = new RepositoryName("ghcr.io", "org/app");

    @TempDir
    private Path folder;

    @Test
    void knowsThatAHelperHasTheLogins() throws IOException {
        for (String text : new String[] {
            "{\"credsStore\": \"desktop\"}", "{\"auths\": {\"ghcr.io\": {}}, \"credsStore\": \"desktop\"}"
        }) {
            assertThat(RegistrySession.localLogins(file(text)).helperFor(REPOSITORY))
                    .contains("desktop");
        }
    }

    @Test
    void aFileThatIsNotAboutLoginsHasNone() throws IOException {
        assertThat(RegistrySession.localLogins(file("{\"currentContext\": \"x\"}"))
                        .isEmpty())
                .isTrue();
        assertThat(RegistrySession.localLogins(folder.resolve("missing")).isEmpty())
                .isTrue();
    }

    @Test
    void aFileThatIsNotAConfigurationIsNamed() throws IOException {
        Path file = file("[]");

        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> RegistrySession.localLogins(file))
                .withMessageStartingWith(file + ": the docker config is not usable");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("config.json"), text);
    }
}
