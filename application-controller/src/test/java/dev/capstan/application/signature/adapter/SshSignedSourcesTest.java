package dev.capstan.application.signature.adapter;

import static dev.capstan.application.source.adapter.GitScene.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.application.signature.SignatureGate;
import dev.capstan.application.source.Answer;
import dev.capstan.application.source.Revisions.Freshness;
import dev.capstan.application.source.adapter.GitScene;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.runtime.secret.SecretValues;
import dev.capstan.testkit.git.ScratchRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commits and tags that the real git and ssh-keygen signed: an extension of ours, since Argo CD knows OpenPGP only. */
class SshSignedSourcesTest {
    @TempDir
    Path temp = Path.of("");

    private GitScene scene;
    private ScratchRepository repository;
    private SshSigner jane;
    private SshSigner eve;
    private SignatureGate gate;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(SshSigner.isInstalled(), "ssh-keygen is not installed");
        scene = GitScene.over(temp);
        repository = ScratchRepository.create(scene.root, "shop");
        Path keys = Files.createDirectory(temp.resolve("keys"));
        jane = SshSigner.make(keys, "jane");
        eve = SshSigner.make(keys, "eve");
        byte[] publicKey = jane.publicKey().getBytes(UTF_8);
        gate = new SignatureGate(
                new MirrorSignatures(scene.sources.objects()),
                new ClusterSigners((_, name) -> new SecretValues(name, Map.of("jane.sshpub", publicKey))));
    }

    @AfterEach
    void stop() throws IOException {
        if (scene != null) {
            scene.close();
        }
    }

    private void demand(String spec) throws IOException {
        scene.configMap("argocd-gpg-keys-cm", Map.of("jane.sshpub", jane.publicKey(), "eve.sshpub", eve.publicKey()))
                .project("default", spec);
    }

    private List<String> problems(String revision, String more) {
        JsonNode source = json("{'repoURL':'" + scene.server.url("shop") + "','path':'.','targetRevision':'" + revision
                + "'" + more + "}");
        String commit = switch (scene.sources.of(ApplicationSource.of(source), "", Freshness.NOW)) {
            case Answer.Known<String>(String known) -> known;
            case Answer.Failed<String>(String why) -> throw new AssertionError(why);
        };
        return gate.check(scene.plane(), "argocd", "", json("{'source':" + source + "}"), List.of(commit))
                .problems();
    }

    @Test
    void aProjectNamesKeysByTheirFingerprints() throws Exception {
        demand("{'signatureKeys':[{'keyID':'" + jane.fingerprint() + "'}]}");
        jane.commit(repository, "Signed");
        assertThat(problems("main", "")).isEmpty();

        eve.commit(repository, "Signed by somebody else");
        assertThat(problems("main", ""))
                .singleElement()
                .asString()
                .endsWith("signed with unallowed key (key_id=" + eve.fingerprint() + ")");

        repository.commit("Unsigned", Map.of("a", "1"));
        assertThat(problems("main", "")).singleElement().asString().contains("unsigned");
    }

    @Test
    void tagsAndWholeHistoriesAreVerifiedAsWell() throws Exception {
        demand("{'sourceIntegrity':{'git':{'policies':[{'repos':[{'url':'*'}],'gpg':{'mode':'strict','keys':['"
                + jane.fingerprint() + "']}}]}}}");
        jane.commit(repository, "Signed");
        jane.git(repository, "tag", "-s", "v1", "-m", "signed");
        eve.commit(repository, "Argocd-gpg-seal: by somebody else");
        eve.git(repository, "tag", "-s", "v2", "-m", "signed by somebody else");
        repository.git("push", "-q", "origin", "v1", "v2");

        assertThat(problems("v1", "")).isEmpty();
        assertThat(problems("main", "")).singleElement().asString().contains(eve.fingerprint());
        assertThat(problems("v2", ""))
                .hasSize(2)
                .allSatisfy(it -> assertThat(it).contains(eve.fingerprint()));
    }

    @Test
    void aSourceMayDemandAKeyOfASecret() {
        String own = ",'signatureVerification':{'enabled':true,'signatureKeys':[{'gpg':{'privateKeySecret':"
                + "{'name':'signers','key':'jane.sshpub'}}}]}";
        jane.commit(repository, "Signed");
        assertThat(problems("main", own)).isEmpty();

        eve.commit(repository, "Signed by somebody else");
        assertThat(problems("main", own)).singleElement().asString().contains("signed with key not in keyring");
    }
}
