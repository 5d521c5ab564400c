package dev.capstan.kustomizationbuild;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.api.meta.CommonMetadata;
import dev.capstan.apply.Manifest;
import dev.capstan.apply.ManifestReader;
import dev.capstan.apply.SourcePosition;
import dev.capstan.digest.DigestAlgorithm;
import dev.capstan.kustomizationbuild.substitute.Strictness;
import dev.capstan.kustomizationbuild.substitute.Variables;
import dev.capstan.kustomize.BuiltObject;
import dev.capstan.yaml.Dialect;
import dev.capstan.yaml.YamlMap;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What happens to built objects before they are applied: refusal of encrypted ones, substitution, common metadata. */
public final class ObjectFinish {

    private final Optional<ObjectSubstitution> substitution;
    private final Optional<CommonMetadata> common;

    private ObjectFinish(Optional<ObjectSubstitution> substitution, Optional<CommonMetadata> common) {
        this.substitution = substitution;
        this.common = common;
    }

    /** Finishes objects without substitution. */
    public static ObjectFinish withoutSubstitution(Optional<CommonMetadata> common) {
        return new ObjectFinish(Optional.empty(), common);
    }

    /** Finishes objects with substitution. */
    public static ObjectFinish withSubstitution(
            Variables variables, Strictness strictness, Optional<CommonMetadata> common) {
        return new ObjectFinish(Optional.of(new ObjectSubstitution(variables, strictness)), common);
    }

    /** What became of the objects. */
    public sealed interface Result {

        /**
         * They can be applied.
         *
         * @param digest digest over all objects
         */
        record Finished(List<Manifest> manifests, String digest) implements Result {

            /** Copies the list. */
            public Finished {
                manifests = List.copyOf(manifests);
            }
        }

        /** They cannot, because of one of them. */
        record NotFinished(BuildStepFailure failure) implements Result {}
    }

    /** What became of one object. */
    private sealed interface One {
        record Ready(Manifest manifest) implements One {}

        record Unusable(String message) implements One {}
    }

    /** Finishes the objects; the first that cannot be used decides. */
    public Result finish(List<BuiltObject> objects) {
        var manifests = new ArrayList<Manifest>(objects.size());
        MessageDigest digest = DigestAlgorithm.SHA256.start();
        for (BuiltObject object : objects) {
            switch (finish(object)) {
                case One.Unusable(var message) -> {
                    return new Result.NotFinished(new BuildStepFailure(message));
                }
                case One.Ready(var manifest) -> {
                    digest.update(manifest.content().toString().getBytes(UTF_8));
                    digest.update((byte) '\n');
                    manifests.add(manifest);
                }
            }
        }
        return new Result.Finished(
                manifests, DigestAlgorithm.SHA256.finish(digest).toString());
    }

    private One finish(BuiltObject object) {
        Optional<String> refusal = EncryptedObject.refusal(object);
        if (refusal.isPresent()) {
            return new One.Unusable(refusal.get());
        }
        if (substitution.isEmpty()) {
            return manifest(object, object.content(), Dialect.KUSTOMIZE);
        }
        return switch (substitution.get().on(object.content())) {
            case ObjectSubstitution.Result.Untouched _ -> manifest(object, object.content(), Dialect.KUSTOMIZE);
            case ObjectSubstitution.Result.Substituted(var content) -> manifest(object, content, Dialect.KUBERNETES);
            case ObjectSubstitution.Result.NotSubstituted(var failure) ->
                new One.Unusable("%s: %s: %s".formatted(object.origin(), object.identity(), failure.message()));
        };
    }

    private One manifest(BuiltObject object, YamlMap content, Dialect dialect) {
        YamlMap finished =
                common.map(metadata -> CommonMetadataStep.on(content, metadata)).orElse(content);
        var origin = new SourcePosition(object.origin().file(), object.origin().line());
        return switch (ManifestReader.read(finished, dialect, origin)) {
            case Manifest.Readable(var manifest) -> new One.Ready(manifest);
            case Manifest.Unreadable(var problem) -> new One.Unusable(problem + ". " + problem.advice());
        };
    }
}
