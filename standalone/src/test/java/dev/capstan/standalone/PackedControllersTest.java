package dev.capstan.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.kind.ToolkitKind;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PackedControllersTest {
    @Test
    void everyControllerThatServesAKindIsPacked() throws Exception {
        String pom = Files.readString(Path.of("pom.xml"));

        assertThat(ToolkitKind.served())
                .extracting(ToolkitKind::controller)
                .isNotEmpty()
                .allSatisfy(
                        controller -> assertThat(pom).contains("<artifactId>capstan-" + controller + "</artifactId>"));
    }
}
