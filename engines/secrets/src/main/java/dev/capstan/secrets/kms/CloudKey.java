package dev.capstan.secrets.kms;

import dev.capstan.secrets.metadata.MasterKey;

/** A key of one service. */
interface CloudKey {
    /** The key with the secret encrypted. */
    MasterKey wrap(byte[] secret) throws KmsException;

    /** What the key holds. */
    byte[] open() throws KmsException;
}
