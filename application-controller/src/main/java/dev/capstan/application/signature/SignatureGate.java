package dev.capstan.application.signature;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.capstan.application.plane.ControlPlane;
import dev.capstan.application.signature.SignedCommits.Looked;
import dev.capstan.application.signature.SignedCommits.Question;
import dev.capstan.application.signature.SignerSecrets.Signer;
import dev.capstan.argo.project.AppProject;
import dev.capstan.argo.signature.AllowedKey;
import dev.capstan.argo.signature.Requirement;
import dev.capstan.argo.signature.SignaturePolicies;
import dev.capstan.argo.signature.SignatureResult;
import dev.capstan.argo.signature.SignatureVerdict;
import dev.capstan.argo.signature.SignedRevision;
import dev.capstan.argo.signature.SourceSignature;
import dev.capstan.argo.signature.SourceSignature.KeyReference;
import dev.capstan.argo.source.ApplicationSource;
import dev.capstan.argo.source.ApplicationSources;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Lets commits through that are signed as it is demanded: by the project for each of its Git repositories, and by a source for itself,
 * which can only demand more. What cannot be told is not let through.
 */
public final class SignatureGate implements RevisionTrust {
    private final SignedCommits commits;
    private final SignerSecrets secrets;

    /** Looks by these. */
    public SignatureGate(SignedCommits commits, SignerSecrets secrets) {
        this.commits = commits;
        this.secrets = secrets;
    }

    @Override
    public Checked check(ControlPlane plane, String namespace, String project, JsonNode spec, List<String> revisions) {
        ApplicationSources sources = ApplicationSources.of(spec);
        var problems = new ArrayList<String>();
        var warnings = new ArrayList<String>();
        for (int i = 0; i < sources.all().size(); i++) {
            ApplicationSource source = sources.all().get(i);
            if (source.isGit()) {
                String commit = i < revisions.size() ? revisions.get(i) : "";
                JsonNode written = sources.isMultiple() ? spec.path("sources").path(i) : spec.path("source");
                problems.addAll(ofProject(plane, project, source, commit));
                Checked own = ofSource(namespace, project, source, commit, SourceSignature.of(written));
                problems.addAll(own.problems());
                warnings.addAll(own.warnings());
            }
        }
        return problems.isEmpty() && warnings.isEmpty()
                ? Checked.NOTHING
                : new Checked(
                        problems.stream().distinct().toList(),
                        warnings.stream().distinct().toList());
    }

    /**
     * Why a project does not let a commit of a repository through; empty when it does.
     *
     * @param project its name; empty for the default one
     * @param revision what the commit was asked for by
     */
    public Optional<String> refusal(ControlPlane plane, String project, String url, String revision, String commit) {
        var source = JsonNodeFactory.instance.objectNode().put("repoURL", url).put("targetRevision", revision);
        return ofProject(plane, project, ApplicationSource.of(source), commit).stream()
                .findFirst();
    }

    private List<String> ofProject(ControlPlane plane, String project, ApplicationSource source, String commit) {
        SignaturePolicies policies = plane.signatures().get(AppProject.named(project));
        if (policies == null) {
            return List.of();
        }
        return switch (policies.forRepository(source.repoUrl())) {
            case Requirement.NothingDemanded _ -> List.of();
            case Requirement.Contradictory(String why) -> List.of(why);
            case Requirement.Signed demanded -> {
                Map<String, byte[]> keys = new HashMap<>();
                plane.trust().signers().forEach((name, text) -> keys.put(name, text.getBytes(UTF_8)));
                yield keys.isEmpty()
                        ? List.of("GIT/GPG: the project demands signatures, and argocd-gpg-keys-cm has no key to check"
                                + " them by")
                        : problems(
                                new Question(source, project, commit, keys, demanded.keys(), demanded.isStrict()),
                                demanded);
            }
        };
    }

    private List<String> problems(Question question, Requirement.Signed demanded) {
        return switch (commits.look(question)) {
            case Looked.Failed(String why) -> List.of("GIT/GPG: " + why);
            case Looked.Revisions(List<SignedRevision> revisions) -> SignatureVerdict.problems(demanded, revisions);
        };
    }

    private Checked ofSource(
            String namespace, String project, ApplicationSource source, String commit, SourceSignature signature) {
        return switch (signature) {
            case SourceSignature.NotDemanded _ -> Checked.NOTHING;
            case SourceSignature.Unusable(String why) -> new Checked(List.of(why), List.of(SourceSignature.DEPRECATED));
            case SourceSignature.ByKeys(List<KeyReference> references) ->
                byKeys(namespace, project, source, commit, references);
        };
    }

    private Checked byKeys(
            String namespace, String project, ApplicationSource source, String commit, List<KeyReference> references) {
        var warnings = new ArrayList<>(List.of(SourceSignature.DEPRECATED));
        Map<String, byte[]> keys = new LinkedHashMap<>();
        for (KeyReference reference : references) {
            String place = reference.secret() + "/" + reference.entry();
            switch (secrets.read(namespace, reference.secret(), reference.entry())) {
                case Signer.Unusable(String why) -> {
                    return new Checked(List.of("source.signatureVerification: " + why), warnings);
                }
                case Signer.Key(byte[] publicKeys, boolean hadPrivateKey) -> {
                    keys.put(place, publicKeys);
                    if (hadPrivateKey) {
                        warnings.add("the Secret entry " + place + " holds a private key; only its public part is used"
                                + " to verify, so put that there instead and keep the private key elsewhere");
                    }
                }
            }
        }
        return switch (commits.look(new Question(source, project, commit, keys, Set.of(), false))) {
            case Looked.Failed(String why) -> new Checked(List.of("GIT/GPG: " + why), warnings);
            case Looked.Revisions(List<SignedRevision> revisions) ->
                new Checked(SignatureVerdict.problems(byAnyOf(revisions), revisions), warnings);
        };
    }

    /** All keys that were given may sign, so a signature that holds is one by a key that may. */
    private static Requirement.Signed byAnyOf(List<SignedRevision> revisions) {
        Set<AllowedKey> keys = revisions.stream()
                .filter(revision -> revision.result() == SignatureResult.GOOD)
                .map(revision -> new AllowedKey(revision.keyId()))
                .collect(Collectors.toSet());
        return new Requirement.Signed(false, keys);
    }
}
