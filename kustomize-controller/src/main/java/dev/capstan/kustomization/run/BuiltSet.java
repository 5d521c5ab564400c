package dev.capstan.kustomization.run;

import dev.capstan.applier.source.ArtifactVersion;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.ObjectId;
import dev.capstan.kustomization.decrypt.KeysVersion;
import dev.capstan.kustomizationbuild.substitute.Variables;
import dev.capstan.tree.FileTree;
import dev.capstan.tree.TreeInputs;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which objects a Kustomization builds of an artifact.
 *
 * @param uid of the Kustomization
 * @param generation of its spec
 * @param version of the artifact
 * @param inputs what was read of the artifact
 * @param isRepeatable whether those inputs decide on the objects alone
 * @param variables what was substituted
 * @param keys what encrypted files were opened with
 * @param objects their ids
 * @param isApplied whether all of them were applied
 */
record BuiltSet(
        String uid,
        long generation,
        ArtifactVersion version,
        TreeInputs inputs,
        boolean isRepeatable,
        Variables variables,
        KeysVersion keys,
        Set<ObjectId> objects,
        boolean isApplied) {

    static BuiltSet of(DesiredObjects desired) {
        LastRun made = desired.lastRun();
        return new BuiltSet(
                made.uid(),
                made.generation(),
                made.version(),
                made.inputs(),
                made.isRepeatable(),
                made.variables(),
                made.keys(),
                desired.manifests().stream().map(Manifest::id).collect(Collectors.toUnmodifiableSet()),
                false);
    }

    /** The same set, built of another artifact. */
    BuiltSet at(ArtifactVersion other) {
        return new BuiltSet(uid, generation, other, inputs, isRepeatable, variables, keys, objects, isApplied);
    }

    BuiltSet asApplied() {
        return new BuiltSet(uid, generation, version, inputs, isRepeatable, variables, keys, objects, true);
    }

    /** Whether it is about the same spec, artifact, variables and keys. */
    boolean isOfTheSameAs(BuiltSet other) {
        return uid.equals(other.uid)
                && generation == other.generation
                && version.equals(other.version)
                && variables.equals(other.variables)
                && keys.equals(other.keys);
    }

    /** Whether these files, variables and keys give the same objects. */
    boolean holdsFor(FileTree tree, Variables loaded, KeysVersion opening) {
        return isRepeatable && variables.equals(loaded) && keys.equals(opening) && inputs.holdFor(tree);
    }

    /** Whether it holds an object; one without a namespace is in none, whatever namespace a build gave it. */
    boolean builds(ObjectId id) {
        return objects.contains(id)
                || (id.namespace().isEmpty()
                        && objects.stream()
                                .anyMatch(it -> it.isKind(id.group(), id.kind())
                                        && it.name().equals(id.name())));
    }
}
