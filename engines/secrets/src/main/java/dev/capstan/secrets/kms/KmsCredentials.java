package dev.capstan.secrets.kms;

import dev.capstan.cloud.AwsKeys;
import dev.capstan.secrets.metadata.MasterKey;

/** Says who we are to key management services. Implementations know what they were given, or ask a cloud; none reads what is not theirs. */
public interface KmsCredentials {
    /**
     * Keys that sign requests to AWS for a master key, its profile regarded. Its role is assumed with them.
     *
     * @throws KmsException when there are none
     */
    AwsKeys aws(MasterKey.AwsKms key) throws KmsException;

    /**
     * An access token for Google Cloud.
     *
     * @throws KmsException when there is none
     */
    String google() throws KmsException;

    /**
     * An access token for the key vaults of Azure.
     *
     * @throws KmsException when there is none
     */
    String azure() throws KmsException;

    /**
     * A token of Vault.
     *
     * @param address which Vault asks for it; no other one may get it
     * @throws KmsException when there is none
     */
    String vault(String address) throws KmsException;
}
