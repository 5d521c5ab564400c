package dev.capstan.secrets.kms;

import dev.capstan.cloud.AwsKeys;
import dev.capstan.secrets.metadata.MasterKey;
import java.util.Optional;

/** Credentials that are known beforehand. Prints nothing of them. */
public record GivenCredentials(
        Optional<AwsKeys> awsKeys,
        Optional<String> googleToken,
        Optional<String> azureToken,
        Optional<String> vaultToken)
        implements KmsCredentials {
    /** None. */
    public static GivenCredentials none() {
        return new GivenCredentials(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same with keys of AWS. */
    public GivenCredentials withAws(AwsKeys keys) {
        return new GivenCredentials(Optional.of(keys), googleToken, azureToken, vaultToken);
    }

    /** The same with an access token of Google Cloud. */
    public GivenCredentials withGoogle(String token) {
        return new GivenCredentials(awsKeys, Optional.of(token), azureToken, vaultToken);
    }

    /** The same with an access token of Azure. */
    public GivenCredentials withAzure(String token) {
        return new GivenCredentials(awsKeys, googleToken, Optional.of(token), vaultToken);
    }

    /** The same with a token of Vault. */
    public GivenCredentials withVault(String token) {
        return new GivenCredentials(awsKeys, googleToken, azureToken, Optional.of(token));
    }

    @Override
    public AwsKeys aws(MasterKey.AwsKms key) throws KmsException {
        return known(awsKeys, "AWS");
    }

    @Override
    public String google() throws KmsException {
        return known(googleToken, "Google Cloud");
    }

    @Override
    public String azure() throws KmsException {
        return known(azureToken, "Azure");
    }

    @Override
    public String vault(String address) throws KmsException {
        return known(vaultToken, "Vault");
    }

    private static <T> T known(Optional<T> credentials, String of) throws KmsException {
        return credentials.orElseThrow(() -> new KmsException("no credentials for " + of + " are given"));
    }

    @Override
    public String toString() {
        return "GivenCredentials";
    }
}
