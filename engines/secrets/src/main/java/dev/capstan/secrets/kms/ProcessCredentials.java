package dev.capstan.secrets.kms;

import dev.capstan.cloud.AwsKeys;
import dev.capstan.cloud.AzureAudience;
import dev.capstan.cloud.CloudException;
import dev.capstan.cloud.CloudIdentities;
import dev.capstan.http.Deadline;
import dev.capstan.http.HttpProxy;
import dev.capstan.secrets.metadata.MasterKey;
import java.time.Duration;
import java.util.Optional;

/** The identity that this process has of clouds, for whoever may use it. It has none of Vault. */
public final class ProcessCredentials implements KmsCredentials {
    private final CloudIdentities identities;
    private final Optional<HttpProxy> proxy;
    private final Duration timeout;

    /** @param timeout for one question to a cloud */
    public ProcessCredentials(CloudIdentities identities, Optional<HttpProxy> proxy, Duration timeout) {
        this.identities = identities;
        this.proxy = proxy;
        this.timeout = timeout;
    }

    private interface Question<T> {
        T ask(Deadline deadline) throws CloudException;
    }

    private <T> T answer(Question<T> question) throws KmsException {
        try {
            return question.ask(Deadline.in(timeout));
        } catch (CloudException e) {
            throw new KmsException(e.failure().message());
        }
    }

    @Override
    public AwsKeys aws(MasterKey.AwsKms key) throws KmsException {
        if (!key.profile().isEmpty()) {
            throw new KmsException("it wants the profile " + key.profile() + " of a user, and this is none");
        }
        return answer(deadline -> identities.aws(Optional.empty(), proxy, deadline));
    }

    @Override
    public String google() throws KmsException {
        return answer(deadline -> identities.google(proxy, deadline));
    }

    @Override
    public String azure() throws KmsException {
        return answer(deadline -> identities.azure(AzureAudience.KEY_VAULT, Optional.empty(), proxy, deadline));
    }

    @Override
    public String vault(String address) throws KmsException {
        throw new KmsException("no token of Vault is given");
    }

    @Override
    public String toString() {
        return "ProcessCredentials";
    }
}
