package dev.capstan.kustomize.reference;

import dev.capstan.kustomize.BuildProblem.Code;
import dev.capstan.kustomize.fault.BuildFault;
import dev.capstan.kustomize.node.Node;
import dev.capstan.kustomize.reference.Renamed.Candidate;
import dev.capstan.kustomize.resource.Gvk;
import dev.capstan.kustomize.resource.Resource;
import dev.capstan.kustomize.resource.ResourceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An object that may name others: finds which object a name in it means. */
final class Referrer {
    private final Resource resource;
    private final ResourceId id;
    private final Renamed renamed;
    private final Set<String> subjectNamespaces;

    Referrer(Resource resource, Renamed renamed) {
        this.resource = resource;
        this.id = resource.id();
        this.renamed = renamed;
        this.subjectNamespaces = subjectNamespaces(resource);
    }

    /** The object that a former name means. */
    Optional<Candidate> referral(String name, Gvk target, String path) {
        return select(reachable(renamed.formerlyNamed(name)), name, target, path, Candidate::name);
    }

    /** The object that a former name means, in the namespace beside it, if one does. */
    Optional<Candidate> referral(String name, @Nullable Node namespace, Gvk target, String path) {
        List<Candidate> candidates = reachable(renamed.formerlyNamed(name));
        if (namespace != null) {
            String wanted = namespace.text();
            boolean isFirstNamespace = renamed.firstIn(wanted).stream().anyMatch(this::isReachable);
            candidates.removeIf(candidate -> isFirstNamespace
                    ? candidate.isClusterScopedAtFirst()
                            || !candidate.firstNamespace().equals(wanted)
                    : candidate.now().clusterScoped()
                            || !candidate.now().effectiveNamespace().equals(wanted));
        }
        return select(candidates, name, target, path, candidate -> List.of(candidate.name(), candidate.namespace()));
    }

    private Optional<Candidate> select(
            List<Candidate> reachable, String name, Gvk target, String path, Function<Candidate, Object> identity) {
        List<Candidate> candidates = reachable;
        candidates.removeIf(candidate -> !wasSelectedBy(candidate, target));
        roleRef(path).ifPresent(role -> candidates.removeIf(candidate -> !wasSelectedBy(candidate, role)));
        candidates.removeIf(candidate -> !isInNamespaceOf(candidate));
        if (candidates.size() == 1) {
            return Optional.of(candidates.getFirst());
        }
        candidates.removeIf(candidate -> !candidate.resource().sharesAffixes(resource, true));
        if (candidates.size() > 1) {
            candidates.removeIf(candidate -> !candidate.resource().sharesAffixes(resource, false));
        }
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        Candidate first = candidates.getFirst();
        for (Candidate other : candidates) {
            if (!identity.apply(first).equals(identity.apply(other))) {
                throw ambiguous(name, candidates);
            }
        }
        return Optional.of(first);
    }

    private List<Candidate> reachable(List<Candidate> candidates) {
        List<Candidate> reachable = new ArrayList<>(candidates.size());
        for (Candidate candidate : candidates) {
            if (isReachable(candidate)) {
                reachable.add(candidate);
            }
        }
        return reachable;
    }

    /** Objects of one namespace may name each other, and cluster-scoped ones; a role binding names accounts elsewhere. */
    private boolean isReachable(Candidate candidate) {
        return id.clusterScoped()
                || candidate.now().clusterScoped()
                || candidate.now().isSameNamespace(id)
                || subjectNamespaces.contains(candidate.namespace());
    }

    private boolean isInNamespaceOf(Candidate candidate) {
        return id.clusterScoped()
                || candidate.now().clusterScoped()
                || candidate.now().gvk().kind().equals("ServiceAccount")
                || id.isSameNamespace(candidate.now());
    }

    private static boolean wasSelectedBy(Candidate candidate, Gvk selector) {
        for (ResourceId former : candidate.former()) {
            if (former.gvk().isSelectedBy(selector)) {
                return true;
            }
        }
        return false;
    }

    /** For the name in a role reference: the kind of role beside it. */
    private Optional<Gvk> roleRef(String path) {
        Node roleRef = path.endsWith("roleRef/name") ? resource.root().get("roleRef") : null;
        if (roleRef == null || !roleRef.isMap() || roleRef.get("apiGroup") == null || roleRef.get("kind") == null) {
            return Optional.empty();
        }
        Node group = Objects.requireNonNull(roleRef.get("apiGroup"));
        Node kind = Objects.requireNonNull(roleRef.get("kind"));
        return Optional.of(new Gvk(group.text(), "", kind.text()));
    }

    /** The namespaces of the service accounts that a role binding names; fails when one of them is blank. */
    static Set<String> subjectNamespaces(Resource resource) {
        if (!resource.kind().equals("RoleBinding")) {
            return Set.of();
        }
        Node subjects = resource.root().get("subjects");
        Set<String> namespaces = new HashSet<>();
        if (subjects != null && subjects.isList()) {
            for (Node subject : subjects.children()) {
                if (subject.isMap() && subject.getText("kind").equals("ServiceAccount")) {
                    Node namespace = subject.get("namespace");
                    if (namespace != null && (namespace.isNull() || !namespace.isStringLike())) {
                        throw BuildFault.of(
                                        Code.REFERENCE_FAILED,
                                        "the namespace of a subject is blank in " + resource.words())
                                .with(problem -> problem.onObject(resource.words())
                                        .advise("Write the namespace of the service account."));
                    }
                    if (namespace != null) {
                        namespaces.add(namespace.text());
                    }
                }
            }
        }
        return namespaces;
    }

    private BuildFault ambiguous(String name, List<Candidate> candidates) {
        String ids = candidates.stream()
                .map(candidate -> candidate.now() + " (" + candidate.resource().origin() + ")")
                .collect(Collectors.joining(", "));
        return BuildFault.of(
                        Code.REFERENCE_FAILED,
                        "the name " + name + " in " + resource.words()
                                + " could mean several objects; found multiple possible referrals: " + ids)
                .with(problem -> problem.onObject(resource.words())
                        .advise("Rename one of the objects, or put them into different namespaces."));
    }
}
