package dev.capstan.image.scan;

import dev.capstan.access.AccessFailure;
import dev.capstan.access.registry.RegistryFailures;
import dev.capstan.api.meta.Failure;
import dev.capstan.api.meta.Reason;
import dev.capstan.oci.OciFailure;
import java.time.Duration;
import java.util.Optional;

/** What is expected to keep a scan from having tags. */
public sealed interface ScanFailure extends Failure {

    /** The name of the image is none. */
    record ImageInvalid(String why) implements ScanFailure {}

    /** An expression of the exclusion list cannot be used. */
    record ExclusionInvalid(String why) implements ScanFailure {}

    /** It is not known who we are for the registry. */
    record NoAccess(AccessFailure cause) implements ScanFailure {}

    /** The registry does not list the tags. */
    record NotListed(OciFailure cause) implements ScanFailure {}

    /** Leaving out tags takes longer than the scan may. */
    record ExclusionSlow(int tags, Duration allowed) implements ScanFailure {}

    /** The tags cannot be kept. */
    record NotKept(String why) implements ScanFailure {}

    @Override
    default Reason reason() {
        return switch (this) {
            case ImageInvalid _, NotListed(OciFailure.NameInvalid _) -> Reason.IMAGE_URL_INVALID;
            case NoAccess(AccessFailure.AccountIdentityUnsupported _) -> Reason.FEATURE_GATE_DISABLED;
            case NoAccess _, NotListed(OciFailure.LoginMalformed _), NotListed(OciFailure.TlsMaterialUnusable _) ->
                Reason.AUTHENTICATION_FAILED;
            case ExclusionInvalid _, ExclusionSlow _, NotListed _, NotKept _ -> Reason.READ_OPERATION_FAILED;
        };
    }

    @Override
    default Family family() {
        return switch (this) {
            case ImageInvalid _, ExclusionInvalid _ -> Family.USER_INPUT;
            case NoAccess(var cause) -> cause.family();
            case NotListed(var cause) -> RegistryFailures.family(cause);
            case ExclusionSlow _, NotKept _ -> Family.EXHAUSTED_RESOURCES;
        };
    }

    @Override
    default Retry retry() {
        return switch (this) {
            case ImageInvalid _,
                    NoAccess(AccessFailure.AccountIdentityUnsupported _),
                    NotListed(OciFailure.NameInvalid _) -> Retry.ON_INPUT_CHANGE;
            // Registries, Secrets and disks are not part of the object: each may be in order again at any time.
            case ExclusionInvalid _, NoAccess _, NotListed _, ExclusionSlow _, NotKept _ -> Retry.WITH_BACKOFF;
        };
    }

    /** How long the registry wants to be left alone; empty when it does not say. */
    default Optional<Duration> pause() {
        return this instanceof NotListed(OciFailure.RateLimited(var _, var retryAfter)) ? retryAfter : Optional.empty();
    }

    @Override
    default String message() {
        return switch (this) {
            case ImageInvalid(var why) -> why;
            case ExclusionInvalid(var why) -> "scan failed: spec." + why;
            case NoAccess(var cause) -> cause.message();
            case NotListed(var cause) -> "scan failed: " + cause.message();
            case ExclusionSlow(var tags, var allowed) ->
                "scan failed: spec.exclusionList takes longer for %d tags than the timeout of %d s; use shorter expressions"
                        .formatted(tags, allowed.toSeconds());
            case NotKept(var why) -> "scan failed: the tags cannot be kept: " + why;
        };
    }
}
