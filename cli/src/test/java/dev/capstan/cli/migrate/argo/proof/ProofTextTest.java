package dev.capstan.cli.migrate.argo.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProofTextTest {
    private static final String SAME =
            "'objects': 3, 'stored': {'sync': 'Synced', 'health': 'Healthy'}, 'found': {'sync': 'Synced', 'health': 'Healthy'}";

    static ApplicationProof application(String fields) throws Exception {
        return new ApplicationProof(
                new ObjectMapper().readTree("{" + fields.replace('\'', '"').replace("\n", " ") + "}"));
    }

    @Test
    void aCleanProofIsOneLine() throws Exception {
        var proof = new Proof(List.of(
                application("'application': 'argocd/b', " + SAME), application("'application': 'argocd/a', " + SAME)));

        assertThat(proof.isClean()).isTrue();
        assertThat(ProofText.of(proof))
                .containsExactly(
                        "2 Applications, 6 objects: nothing would be written, and every status stays as it is");
    }

    @Test
    void whateverIsOtherwiseIsSaidInWords() throws Exception {
        var proof = new Proof(List.of(
                application("'application': 'argocd/a', " + SAME),
                application("""
                        'application': 'argocd/b', 'objects': 2,
                        'stored': {'sync': 'Synced', 'health': 'Healthy'},
                        'found': {'sync': 'OutOfSync', 'health': 'Healthy'},
                        'writes': [{'object': 'Deployment shop/web', 'deed': 'change', 'fields': ['spec.replicas']},
                                   {'object': 'Job shop/migrate', 'deed': 'run', 'fields': []}],
                        'differences': [{'object': 'Deployment shop/web', 'stored': 'Synced', 'found': 'OutOfSync',
                                         'fields': ['spec.replicas']},
                                        {'object': 'Secret shop/s', 'stored': '', 'found': 'Synced', 'fields': []}],
                        'notes': ['SharedResourceWarning: x']
                        """),
                application("""
                        'application': 'argocd/c', 'stored': {'sync': 'Synced'}, 'found': {'sync': 'Unknown'},
                        'problems': ['no answer']
                        """),
                application("'application': 'argocd/d', " + SAME + ", 'waitsFor': 'it is being deleted'")));

        assertThat(proof.isClean()).isFalse();
        assertThat(ProofText.of(proof))
                .containsExactly(
                        "4 Applications, 8 objects: 1 would stay as they are, 3 would not, or it cannot be told",
                        "",
                        "Cannot be compared (1)",
                        "  Application argocd/c",
                        "    no answer",
                        "",
                        "Must come to its end first (1)",
                        "  Application argocd/d",
                        "    it is being deleted",
                        "",
                        "Would be written at once, by automated syncs (1)",
                        "  Application argocd/b",
                        "    Deployment shop/web would be changed (spec.replicas)",
                        "    Job shop/migrate would be run, as the hook that it is",
                        "",
                        "Would be shown otherwise (1)",
                        "  Application argocd/b",
                        "    sync: Synced → OutOfSync",
                        "    Deployment shop/web: Synced → OutOfSync (spec.replicas)",
                        "    Secret shop/s: nothing → Synced",
                        "",
                        "Beside that (1)",
                        "  Application argocd/b",
                        "    SharedResourceWarning: x");
    }

    @Test
    void programsAreToldWhichApplicationsAreClean() throws Exception {
        var proof = new Proof(List.of(application("'application': 'argocd/a', " + SAME)));

        assertThat(proof.json().path("clean").asBoolean()).isTrue();
        assertThat(proof.json().at("/applications/0/clean").asBoolean()).isTrue();
        assertThat(proof.json().path("objects").asInt()).isEqualTo(3);
    }
}
