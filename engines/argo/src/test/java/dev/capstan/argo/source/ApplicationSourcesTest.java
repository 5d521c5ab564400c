package dev.capstan.argo.source;

import static dev.capstan.argo.source.Sources.json;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ApplicationSourcesTest {

    @Test
    void oneSourceStandsAlone() {
        ApplicationSources sources = ApplicationSources.of(json("{'source':{'repoURL':'a','path':'.'}}"));

        assertThat(sources.isMultiple()).isFalse();
        assertThat(sources.all()).extracting(ApplicationSource::repoUrl).containsExactly("a");
    }

    @Test
    void severalSourcesCountInsteadOfTheOne() {
        ApplicationSources sources =
                ApplicationSources.of(json("{'source':{'repoURL':'a'},'sources':[{'repoURL':'b'},{'repoURL':'c'}]}"));

        assertThat(sources.isMultiple()).isTrue();
        assertThat(sources.all()).extracting(ApplicationSource::repoUrl).containsExactly("b", "c");
    }

    @Test
    void aSourceThatIsOnlyReferredToYieldsNothing() {
        assertThat(ApplicationSource.of(json("{'ref':'values'}")).isReferenceOnly())
                .isTrue();
        assertThat(ApplicationSource.of(json("{'ref':'values','path':'x'}")).isReferenceOnly())
                .isFalse();
        assertThat(ApplicationSource.of(json("{'ref':'values','chart':'x'}")).isReferenceOnly())
                .isFalse();
    }

    @Test
    void namesForReferencesAreToldApart() {
        assertThat(ApplicationSources.of(json("{'sources':[{'ref':'a'},{'ref':'b'},{}]}"))
                        .referenceProblem())
                .isEmpty();
        assertThat(ApplicationSources.of(json("{'sources':[{'ref':'a'},{'ref':'a'}]}"))
                        .referenceProblem())
                .contains("sources: several have the ref a");
        assertThat(ApplicationSources.of(json("{'sources':[{'ref':'a/b'}]}")).referenceProblem())
                .contains("sources: the ref a/b may have letters, digits, '_' and '-' only");
    }

    @Test
    void whereItLies() {
        assertThat(ApplicationSource.of(json("{'repoURL':'https://h/r','path':'x'}"))
                        .isGit())
                .isTrue();
        assertThat(ApplicationSource.of(json("{'repoURL':'https://h/r','chart':'x'}"))
                        .isGit())
                .isFalse();
        assertThat(ApplicationSource.of(json("{'repoURL':'oci://h/r'}")).isOci())
                .isTrue();
    }

    @Test
    void oddFieldsAreReadAsEmpty() {
        ApplicationSource source =
                ApplicationSource.of(json("{'repoURL':{},'helm':'x','kustomize':[],'directory':1,'plugin':null}"));

        assertThat(source.repoUrl()).isEmpty();
        assertThat(source.explicitKinds()).isEmpty();
    }
}
