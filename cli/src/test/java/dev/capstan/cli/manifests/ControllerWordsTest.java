package dev.capstan.cli.manifests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.capstan.cli.CommandFailure;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ControllerWordsTest {

    private static final Catalog CATALOG = new InstallationManifests(Path.of("..")).catalog();

    @Test
    void theRepositoryOffersItsControllersAndTheirVersion() {
        assertThat(names(CATALOG.controllers()))
                .startsWith("source-controller", "kustomize-controller")
                .contains("image-reflector", "promotion-controller", "secrets-controller");
        assertThat(CATALOG.version()).startsWith("v");
    }

    @Test
    void listsMayBeGivenOneByOneOrWithCommasAndTwice() {
        assertThat(read("kustomize-controller, source-controller", "source-controller"))
                .containsExactly("source-controller", "kustomize-controller");
    }

    @Test
    void controllersAreAlsoFoundByTheirFirstWordAndByTheirNameInFlux() {
        assertThat(read("Helm")).containsExactly("helm-controller");
        assertThat(read("image-automation-controller,image-reflector-controller"))
                .containsExactly("image-reflector");
        assertThat(read("source-watcher")).containsExactly("source-controller");
    }

    @Test
    void allIsEveryOne() {
        assertThat(read("source-controller,all")).isEqualTo(names(CATALOG.controllers()));
    }

    @Test
    void aWordThatIsNoneIsAnsweredWithTheNearest() {
        assertThatThrownBy(() -> read("source-controler"))
                .isInstanceOfSatisfying(
                        CommandFailure.class,
                        wrong -> assertThat(wrong.exitCode()).isEqualTo(2))
                .hasMessageContaining("did you mean 'source-controller'?")
                .hasMessageContaining("promotion-controller");
        assertThatThrownBy(() -> read("")).isInstanceOf(CommandFailure.class);
    }

    private static List<String> read(String... words) {
        return names(ControllerWords.read(CATALOG, List.of(words)));
    }

    private static List<String> names(List<Controller> controllers) {
        return controllers.stream().map(Controller::name).toList();
    }
}
