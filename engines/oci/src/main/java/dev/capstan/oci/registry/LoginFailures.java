package dev.capstan.oci.registry;

import dev.capstan.oci.OciFailure;
import dev.capstan.oci.OciFailureException;
import dev.capstan.oci.RepositoryName;

/** Says why we were not let in, and where the login is when the configuration leaves it to a program. */
record LoginFailures(RepositoryName repository, RegistryAccess access) {

    OciFailureException rejected(String why) {
        String whole = access.logins()
                .helperFor(repository)
                .map(helper -> why + "; the docker config leaves the login to the credential helper '" + helper
                        + "', which is not asked: it must have user and password itself")
                .orElse(why);
        return new OciFailureException(new OciFailure.LoginRejected(repository, whole));
    }
}
