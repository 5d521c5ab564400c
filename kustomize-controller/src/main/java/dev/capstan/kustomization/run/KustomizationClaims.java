package dev.capstan.kustomization.run;

import dev.capstan.api.artifact.Artifact;
import dev.capstan.api.meta.Condition;
import dev.capstan.api.meta.Conditions;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.applier.handover.Claim;
import dev.capstan.applier.handover.Claims;
import dev.capstan.applier.handover.Giver;
import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.applier.source.KnownSource;
import dev.capstan.applier.source.SourceLookup;
import dev.capstan.apply.ObjectId;
import dev.capstan.kustomization.snapshot.KnownKustomization;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What other Kustomizations of the same repository build. One that has not built the newest artifact yet, because its turn
 * has not come, it waits for others or is suspended, is built here, without applying anything.
 */
final class KustomizationClaims implements Claims {

    private final RunParts parts;

    KustomizationClaims(RunParts parts) {
        this.parts = parts;
    }

    /** Another Kustomization that may take over, and what its source offers. */
    private record Candidate(KnownKustomization subject, Optional<Artifact> artifact, boolean isBehind) {}

    @Override
    public List<Claim> on(Giver giver, Set<ObjectId> left) {
        return switch (parts.ports().sources().find(giver.source())) {
            case SourceLookup.Lookup.Found(var source) -> on(giver, source, left);
            case SourceLookup.Lookup.Missing _, SourceLookup.Lookup.OutOfScope _, SourceLookup.Lookup.KindMissing _ ->
                List.of();
        };
    }

    private List<Claim> on(Giver giver, KnownSource source, Set<ObjectId> left) {
        List<Candidate> candidates = parts.ports()
                .kustomizations()
                .all()
                .filter(other -> !other.id().equals(giver.id()) && other.spec().kubeConfig() == null)
                .flatMap(other -> candidate(other, source).stream())
                .sorted(Comparator.comparing(it -> known(it).isEmpty()))
                .toList();
        var claims = new ArrayList<Claim>();
        var open = new HashSet<>(left);
        for (Candidate candidate : candidates) {
            if (open.isEmpty()) {
                break;
            }
            claims.addAll(claimsOf(candidate, giver, Set.copyOf(open)));
            claims.forEach(claim -> {
                if (claim instanceof Claim.Builds builds) {
                    open.removeAll(builds.objects());
                }
            });
        }
        return claims;
    }

    private Optional<Candidate> candidate(KnownKustomization other, KnownSource source) {
        boolean isForbidden = !parts.options().mayCrossNamespaces()
                && !other.source().key().namespace().equals(other.key().namespace());
        return !isForbidden
                        && parts.ports().sources().find(other.source())
                                instanceof SourceLookup.Lookup.Found(var offered)
                        && offered.isOfTheSameRepositoryAs(source)
                ? Optional.of(new Candidate(other, offered.artifact(), isBehind(offered, source)))
                : Optional.empty();
    }

    /** Whether another source object follows the same branch and has not fetched what this one has. */
    private static boolean isBehind(KnownSource other, KnownSource source) {
        if (other.key().equals(source.key()) || !other.origin().equals(source.origin())) {
            return false;
        }
        return source.artifact()
                .map(newest -> other.artifact()
                        .map(artifact -> !artifact.revision().equals(newest.revision())
                                && artifact.lastUpdateTime().compareTo(newest.lastUpdateTime()) <= 0)
                        .orElse(true))
                .orElse(false);
    }

    private List<Claim> claimsOf(Candidate candidate, Giver giver, Set<ObjectId> open) {
        KnownKustomization subject = candidate.subject();
        if (candidate.artifact().isEmpty()) {
            return List.of(new Claim.Undecided(subject.id(), "its source has no artifact yet"));
        }
        Optional<BuiltSet> known = known(candidate);
        return known.map(set -> claims(candidate, set, giver, open)).orElseGet(() -> switch (build(
                subject, candidate.artifact().orElseThrow())) {
            case RunStep.GoesOn<BuiltSet>(var set) -> {
                parts.built().built(subject.key(), set);
                yield claims(candidate, set, giver, open);
            }
            case RunStep.Ends<BuiltSet>(var result) ->
                List.of(new Claim.Undecided(subject.id(), whyNot(subject, result, giver)));
        });
    }

    private Optional<BuiltSet> known(Candidate candidate) {
        return candidate
                .artifact()
                .flatMap(artifact -> parts.built()
                        .of(candidate.subject())
                        .filter(set -> set.version().equals(ArtifactVersion.of(artifact))));
    }

    private RunStep<BuiltSet> build(KnownKustomization subject, Artifact artifact) {
        return new BuildPhase(parts, subject, RunContext.BUILD_ONLY, false).setOf(artifact);
    }

    private List<Claim> claims(Candidate candidate, BuiltSet set, Giver giver, Set<ObjectId> open) {
        KnownKustomization subject = candidate.subject();
        var claims = new ArrayList<Claim>();
        Set<ObjectId> taken = open.stream().filter(set::builds).collect(Collectors.toUnmodifiableSet());
        if (!taken.isEmpty()) {
            boolean isForeign = !subject.key().namespace().equals(giver.id().namespace());
            claims.add(new Claim.Builds(
                    subject.id(),
                    taken,
                    obstacleOf(subject),
                    isForeign && !parts.options().mayCrossNamespaces()));
        }
        if (candidate.isBehind()) {
            claims.add(new Claim.Undecided(subject.id(), "its source has not fetched this revision yet"));
        }
        claims.addAll(unsettled(candidate, set));
        return claims;
    }

    /** Kustomizations that this one is about to create or change may build anything. */
    private List<Claim> unsettled(Candidate candidate, BuiltSet set) {
        KnownKustomization subject = candidate.subject();
        List<ObjectId> children =
                set.objects().stream().filter(KnownKustomization::isOne).toList();
        boolean isApplied = children.isEmpty()
                || set.isApplied()
                || (subject.status().observedGeneration() == subject.generation()
                        && Objects.equals(
                                subject.status().lastAppliedRevision(),
                                set.version().revision()));
        return isApplied
                ? children.stream()
                        .filter(this::isJustWritten)
                        .map(KustomizationClaims::isNotSeen)
                        .toList()
                : List.of(new Claim.Undecided(
                        subject.id(), "it has not applied this revision yet, and has Kustomizations of its own"));
    }

    private boolean isJustWritten(ObjectId child) {
        var key = new ObjectKey(child.namespace(), child.name());
        return parts.built()
                .justWritten(key, parts.clock().instant())
                .filter(version -> !parts.ports().kustomizations().hasSeen(key, version))
                .isPresent();
    }

    private static Claim isNotSeen(ObjectId child) {
        return new Claim.Undecided(child, "it has just been written and is not known yet");
    }

    private static String obstacleOf(KnownKustomization subject) {
        return subject.spec().suspend()
                ? "it is suspended"
                : Conditions.of(subject.status().conditions())
                        .get(Condition.READY)
                        .filter(ready -> "False".equals(ready.status()))
                        .map(ready -> "it is not ready: " + ready.reason())
                        .orElse("");
    }

    /** What stands in the files of another namespace is nothing to show here. */
    private static String whyNot(KnownKustomization subject, RunResult result, Giver giver) {
        if (!subject.key().namespace().equals(giver.id().namespace())) {
            return "it cannot be built at this revision";
        }
        return switch (result) {
            case RunResult.Failed failed -> failed.message();
            case RunResult.SourceNotReady(var message, var _) -> message;
            case RunResult.Refused _,
                    RunResult.DependencyNotReady _,
                    RunResult.AwaitingHealth _,
                    RunResult.Unhealthy _,
                    RunResult.Succeeded _,
                    RunResult.SameInputs _ -> "it cannot be built at this revision";
        };
    }
}
