package dev.capstan.access.registry;

import dev.capstan.api.meta.Failure.Family;
import dev.capstan.oci.OciFailure;

/** Whose turn it is when a registry does not do what was asked. */
public final class RegistryFailures {
    private RegistryFailures() {}

    /** The family of a failure of the registry or of what it was asked with. */
    public static Family family(OciFailure failure) {
        return switch (failure) {
            case OciFailure.Unreachable _,
                    OciFailure.TimedOut _,
                    OciFailure.NoTurn _,
                    OciFailure.RateLimited _,
                    OciFailure.RegistryRefused _,
                    OciFailure.AnswerMalformed _,
                    OciFailure.ContentWrong _ -> Family.DEPENDENCY;
            case OciFailure.LimitExceeded _, OciFailure.FileUnusable _ -> Family.EXHAUSTED_RESOURCES;
            case OciFailure.NameInvalid _,
                    OciFailure.LoginMalformed _,
                    OciFailure.LoginRejected _,
                    OciFailure.TokenServiceForeign _,
                    OciFailure.TlsMaterialUnusable _,
                    OciFailure.NotFound _,
                    OciFailure.AddressRefused _,
                    OciFailure.ManifestUnsupported _,
                    OciFailure.PlatformMissing _ -> Family.USER_INPUT;
        };
    }
}
