package dev.capstan.sealedsecret.secret;

/**
 * The Secret that a SealedSecret stands for.
 *
 * @param content what is in it
 * @param isOwned whether it belongs to the SealedSecret, and goes with it
 */
public record WantedSecret(SecretContent content, boolean isOwned) {}
