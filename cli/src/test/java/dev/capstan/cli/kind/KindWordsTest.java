package dev.capstan.cli.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.capstan.api.kind.ToolkitKind;
import dev.capstan.cli.CommandFailure;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KindWordsTest {

    @ParameterizedTest
    @CsvSource({
        "kustomization app, KUSTOMIZATION, app",
        "kustomizations app, KUSTOMIZATION, app",
        "Kustomization app, KUSTOMIZATION, app",
        "ks app, KUSTOMIZATION, app",
        "ks/app, KUSTOMIZATION, app",
        "Kustomization/app, KUSTOMIZATION, app",
        "hr web, HELM_RELEASE, web",
        "source git config, GIT_REPOSITORY, config",
        "source git/config, GIT_REPOSITORY, config",
        "sources git config, GIT_REPOSITORY, config",
        "source buckets b, BUCKET, b",
        "source oci o, OCI_REPOSITORY, o",
        "source helm h, HELM_REPOSITORY, h",
        "source chart c, HELM_CHART, c",
        "source gitrepository config, GIT_REPOSITORY, config",
        "image repository web, IMAGE_REPOSITORY, web",
        "images repositories web, IMAGE_REPOSITORY, web",
        "image policies web, IMAGE_POLICY, web",
        "image update all-of-it, IMAGE_UPDATE_AUTOMATION, all-of-it",
        "artifact generator g, ARTIFACT_GENERATOR, g",
        "alert-provider chat, PROVIDER, chat",
        "git config, GIT_REPOSITORY, config",
        "sealedsecret s, SEALED_SECRET, s"
    })
    void oneOrTwoWordsStandForAKind(String words, ToolkitKind kind, String name) {
        KindWords.Named named = KindWords.one(List.of(words.split(" ")));

        assertThat(named.kind()).isEqualTo(kind);
        assertThat(named.onlyName()).isEqualTo(name);
    }

    @Test
    void aFamilyStandsForItsKindsAndMayBeFollowedByAName() {
        assertThat(KindWords.read(List.of("sources")).kinds())
                .contains(ToolkitKind.GIT_REPOSITORY)
                .hasSize(6);
        assertThat(KindWords.read(List.of("images", "all")).kinds()).hasSize(3);
        assertThat(KindWords.read(List.of("sources", "config")).rest()).containsExactly("config");
        assertThat(KindWords.read(List.of("all")).kinds()).isEqualTo(ToolkitKind.served());
    }

    @Test
    void aWordThatIsNoKindIsAnsweredWithTheNearest() {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> KindWords.read(List.of("kustomisation", "app")))
                .satisfies(wrong -> assertThat(wrong.exitCode()).isEqualTo(2))
                .withMessageStartingWith("'kustomisation' is not a kind; there are: all, sources, images, ")
                .withMessageEndingWith("\nDid you mean 'kustomization'?");
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> KindWords.read(List.of("pods")))
                .withMessageNotContaining("Did you mean");
    }

    @Test
    void whereOneKindIsNeededAFamilySaysHowItsKindsAreCalled() {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> KindWords.one(List.of("source", "config")))
                .withMessage("'source' stands for several kinds; name one of: source git, source oci, source bucket,"
                        + " source helm, source chart, source external");
    }

    @Test
    void namesAreCounted() {
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> KindWords.one(List.of("ks")).onlyName())
                .withMessage("Name the Kustomization, as in: kustomizations NAME");
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> KindWords.one(List.of("ks", "a", "b")).onlyName())
                .withMessageContaining("'b'");
        assertThatExceptionOfType(CommandFailure.class)
                .isThrownBy(() -> KindWords.read(List.of()))
                .withMessageStartingWith("Name a kind");
    }
}
