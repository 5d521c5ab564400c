package dev.capstan.secrets.kms;

/** Carries requests to key management services. */
public interface KmsTransport {
    /**
     * Sends a request and reads the whole answer, within a time and a size that the implementation sets.
     *
     * @throws KmsException when there is no answer; every status is one
     */
    KmsAnswer send(KmsRequest request) throws KmsException;
}
