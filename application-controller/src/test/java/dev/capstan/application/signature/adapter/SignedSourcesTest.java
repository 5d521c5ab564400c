package dev.capstan.application.signature.adapter;

import static dev.capstan.application.source.adapter.GitScene.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.application.signature.RevisionTrust.Checked;
import dev.capstan.application.signature.SignatureGate;
import dev.capstan.application.source.Answer;
import dev.capstan.application.source.Revisions.Freshness;
import dev.capstan.application.source.adapter.GitScene;
import dev.capstan.argo.signature.SourceSignature;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.runtime.secret.SecretException;
import dev.capstan.runtime.secret.SecretFailure;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.testkit.git.ScratchRepository;
import dev.capstan.testkit.signature.GnuPg;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits and tags that the real git and GnuPG signed, and what projects and sources demand of them. */
class SignedSourcesTest {
    @TempDir
    Path temp = Path.of("");

    private final Map<String, byte[]> secret = new HashMap<>();
    private GitScene scene;
    private ScratchRepository repository;
    private String url;
    private Signer jane;
    private Signer eve;
    private SignatureGate gate;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(GnuPg.isInstalled(), "gpg is not installed");
        scene = GitScene.over(temp);
        repository = ScratchRepository.create(scene.root, "shop");
        url = scene.server.url("shop");
        jane = Signer.make("jane");
        eve = Signer.make("eve");
        gate = new SignatureGate(new MirrorSignatures(scene.sources.objects()), new ClusterSigners(this::secret));
    }

    @AfterEach
    void stop() throws Exception {
        if (scene != null) {
            jane.close();
            eve.close();
            scene.close();
        }
    }

    private SecretValues secret(String namespace, String name) throws SecretException {
        if (!name.equals("signers")) {
            throw new SecretException(new SecretFailure.Missing(name));
        }
        return new SecretValues(name, secret);
    }

    private GitScene demandJane() throws Exception {
        return scene.configMap("argocd-gpg-keys-cm", Map.of(jane.id(), jane.publicKey(), eve.id(), eve.publicKey()))
                .project("default", "{'signatureKeys':[{'keyID':'" + jane.id() + "'}]}");
    }

    private GitScene demandHistoryOfJane() throws Exception {
        return scene.configMap("argocd-gpg-keys-cm", Map.of(jane.id(), jane.publicKey()))
                .project(
                        "default",
                        "{'sourceIntegrity':{'git':{'policies':[{'repos':[{'url':'*'}],'gpg':{'mode':'strict','keys':['"
                                + jane.id() + "']}}]}}}");
    }

    private Checked check(String revision, String more) {
        JsonNode source = json("{'repoURL':'" + url + "','path':'.','targetRevision':'" + revision + "'" + more + "}");
        String commit = switch (scene.sources.of(ApplicationSource.of(source), "", Freshness.NOW)) {
            case Answer.Known<String>(String known) -> known;
            case Answer.Failed<String>(String why) -> throw new AssertionError(why);
        };
        return gate.check(scene.plane(), "argocd", "", json("{'source':" + source + "}"), List.of(commit));
    }

    private List<String> problems(String revision) {
        return check(revision, "").problems();
    }

    @Test
    void withoutADemandNothingIsLookedAt() {
        repository.commit("Unsigned", Map.of("a", "1"));

        assertThat(check("main", "")).isEqualTo(Checked.NOTHING);
    }

    @Test
    void aCommitOfAnAllowedKeyPasses() throws Exception {
        demandJane();
        jane.commit(repository, "Signed");

        assertThat(problems("main")).isEmpty();
    }

    @Test
    void othersDoNotAndAreNamed() throws Exception {
        demandJane();
        String unsigned = repository.commit("Unsigned", Map.of("a", "1"));
        assertThat(problems("main"))
                .singleElement()
                .asString()
                .startsWith("GIT/GPG: Failed verifying revision " + unsigned + " by '")
                .endsWith("': unsigned (key_id=)");

        String ofEve = eve.commit(repository, "Signed by somebody else");
        assertThat(problems("main"))
                .singleElement()
                .asString()
                .startsWith("GIT/GPG: Failed verifying revision " + ofEve)
                .endsWith("': signed with unallowed key (key_id=" + eve.id() + ")");
    }

    @Test
    void aKeyThatIsNotInTheKeyringIsToldFromOthers() throws Exception {
        scene.configMap("argocd-gpg-keys-cm", Map.of(jane.id(), jane.publicKey()))
                .project("default", "{'signatureKeys':[{'keyID':'" + eve.id() + "'}]}");
        eve.commit(repository, "Signed");

        assertThat(problems("main"))
                .singleElement()
                .asString()
                .endsWith("': signed with key not in keyring (key_id=" + eve.id() + ")");
    }

    @Test
    void aKeyringWithoutKeysLetsNothingThrough() throws Exception {
        scene.project("default", "{'signatureKeys':[{'keyID':'" + jane.id() + "'}]}");
        jane.commit(repository, "Signed");

        assertThat(problems("main"))
                .containsExactly("GIT/GPG: the project demands signatures, and argocd-gpg-keys-cm has no key to check"
                        + " them by");
    }

    @Test
    void ofAnAnnotatedTagItsOwnSignatureCounts() throws Exception {
        demandJane();
        jane.commit(repository, "Signed");
        repository.annotatedTag("v1", "unsigned tag of a signed commit");
        assertThat(problems("v1"))
                .singleElement()
                .asString()
                .contains("revision v1 by ")
                .contains("unsigned");

        repository.commit("Unsigned", Map.of("a", "2"));
        jane.git(repository, "tag", "-s", "v2", "-m", "signed tag of an unsigned commit");
        repository.git("push", "-q", "origin", "v2");
        assertThat(problems("v2")).isEmpty();
        assertThat(problems("main")).hasSize(1);
    }

    @Test
    void aTagThatWasMadeForAnotherNameIsNotSigned() throws Exception {
        demandJane();
        jane.commit(repository, "Signed");
        jane.git(repository, "tag", "-s", "v1", "-m", "signed");
        repository.git("push", "-q", "origin", "refs/tags/v1:refs/tags/v9");

        assertThat(problems("v9"))
                .singleElement()
                .asString()
                .contains("revision v9 by ")
                .contains("bad signature");
    }

    @Test
    void aWholeHistoryIsVerifiedBackToASeal() throws Exception {
        demandHistoryOfJane();
        repository.commit("Unsigned", Map.of("a", "1"));
        jane.commit(repository, "Signed");
        assertThat(problems("main")).singleElement().asString().contains("unsigned");

        eve.commit(repository, "Argocd-gpg-seal: by somebody else");
        assertThat(problems("main")).hasSize(2);

        jane.commit(repository, "Trust it\n\nArgocd-gpg-seal: I have looked at all of it");
        jane.commit(repository, "Signed");
        assertThat(problems("main")).isEmpty();
        assertThat(problems("HEAD")).isEmpty();
        assertThat(problems(repository.head())).isEmpty();
    }

    @Test
    void ofACommitTheWholeHistoryIsVerifiedWhereverItIs() throws Exception {
        demandHistoryOfJane();
        String first = jane.commit(repository, "Signed");
        String unsigned = repository.commit("Unsigned", Map.of("a", "2"));
        String last = jane.commit(repository, "Signed on top of it");

        assertThat(problems(first)).isEmpty();
        assertThat(problems(last)).singleElement().asString().contains(unsigned).contains("unsigned");
    }

    @Test
    void ofATagItsSignatureAndTheWholeHistoryAreVerified() throws Exception {
        demandHistoryOfJane();
        jane.commit(repository, "Signed");
        jane.git(repository, "tag", "-s", "v1", "-m", "signed");
        repository.git("push", "-q", "origin", "v1");
        repository.tag("light").annotatedTag("v2", "unsigned tag of a signed history");
        assertThat(problems("v1")).isEmpty();
        assertThat(problems("light")).isEmpty();
        assertThat(problems("v2"))
                .singleElement()
                .asString()
                .contains("revision v2 by ")
                .contains("unsigned");

        String unsigned = repository.commit("Unsigned", Map.of("a", "2"));
        jane.commit(repository, "Signed on top of it");
        jane.git(repository, "tag", "-s", "v3", "-m", "signed tag of a history with a gap");
        repository.git("push", "-q", "origin", "v3");
        assertThat(problems("v3")).singleElement().asString().contains(unsigned).contains("unsigned");
    }

    private static final String OWN = ",'signatureVerification':{'enabled':true,'signatureKeys':[{'gpg':"
            + "{'privateKeySecret':{'name':'signers','key':'jane'}}}]}";

    @Test
    void aSourceMayDemandMoreWithAKeyOfASecret() throws Exception {
        secret.put("jane", jane.publicKey().getBytes(UTF_8));
        jane.commit(repository, "Signed");
        assertThat(check("main", OWN)).isEqualTo(new Checked(List.of(), List.of(SourceSignature.DEPRECATED)));

        eve.commit(repository, "Signed by somebody else");
        assertThat(check("main", OWN).problems()).singleElement().asString().contains("signed with key not in keyring");
    }

    @Test
    void ofAPrivateKeyInTheSecretThePublicPartIsUsedAndNothingIsShown() throws Exception {
        secret.put("jane", jane.secretKey());
        jane.commit(repository, "Signed");

        Checked checked = check("main", OWN);

        assertThat(checked.problems()).isEmpty();
        assertThat(checked.warnings())
                .anySatisfy(warning -> assertThat(warning)
                        .startsWith("the Secret entry signers/jane holds a private key")
                        .doesNotContain("BEGIN PGP"));
    }

    @Test
    void whatASourceDemandsAndCannotBeCheckedIsNotLetThrough() throws Exception {
        jane.commit(repository, "Signed");

        assertThat(check("main", OWN).problems())
                .containsExactly("source.signatureVerification: the Secret 'signers' has no entry 'jane'");
        secret.put("jane", "hidden".getBytes(UTF_8));
        assertThat(check("main", OWN).problems())
                .singleElement()
                .asString()
                .startsWith("source.signatureVerification: the entry 'jane' of the Secret 'signers' is no OpenPGP key")
                .doesNotContain("hidden");
        assertThat(check("main", OWN.replace("signers", "gone")).problems())
                .singleElement()
                .asString()
                .contains("'gone'");
        assertThat(check("main", ",'signatureVerification':{'enabled':true}").problems())
                .containsExactly("source.signatureVerification is enabled and has no keys; nothing is synced until"
                        + " signatureKeys names one");
    }

    @Test
    void bothMustBeContent() throws Exception {
        demandJane();
        secret.put("jane", eve.publicKey().getBytes(UTF_8));
        jane.commit(repository, "Signed");

        assertThat(check("main", OWN).problems()).singleElement().asString().contains("signed with key not in keyring");
    }
}
