package dev.capstan.image.policy.kube;

import dev.capstan.access.AccessResult;
import dev.capstan.api.image.ImageRef;
import dev.capstan.api.image.ImageRepository;
import dev.capstan.http.Deadline;
import dev.capstan.image.policy.PolicyFailure;
import dev.capstan.image.registry.RegistryDoor;
import dev.capstan.image.scan.ScanSchedule;
import dev.capstan.oci.Descriptor;
import dev.capstan.oci.OciResult;
import dev.capstan.oci.Reference;
import dev.capstan.oci.RepositoryName;
import dev.capstan.oci.registry.RemoteRepository;

/** Asks registries which manifest a tag stands for. */
final class RegistryDigests {
    private final RegistryDoor door;

    RegistryDigests(RegistryDoor door) {
        this.door = door;
    }

    /** The answer of a registry. */
    sealed interface Answer {
        /** This digest. */
        record Is(String digest) implements Answer {}

        /** None. */
        record Unknown(PolicyFailure failure) implements Answer {}
    }

    /** Asks for the digest of a tag, with the credentials of the ImageRepository. */
    Answer of(ImageRepository repository, RepositoryName name, ImageRef chosen) {
        var spec = repository.getSpec();
        var deadline = Deadline.in(ScanSchedule.timeout(spec));
        return switch (door.open(repository.key().namespace(), spec, name, deadline)) {
            case AccessResult.Failed<RemoteRepository>(var failure) ->
                new Answer.Unknown(new PolicyFailure.NoAccess(chosen.nameAndTag(), failure));
            case AccessResult.Success<RemoteRepository>(var remote) ->
                switch (remote.resolve(new Reference.Tag(chosen.tag()))) {
                    case OciResult.Success<Descriptor>(var descriptor) ->
                        new Answer.Is(descriptor.digest().toString());
                    case OciResult.Failed<Descriptor>(var failure) ->
                        new Answer.Unknown(new PolicyFailure.DigestUnknown(chosen.nameAndTag(), failure));
                };
        };
    }
}
