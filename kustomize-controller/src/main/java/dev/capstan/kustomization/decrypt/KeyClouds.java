package dev.capstan.kustomization.decrypt;

import dev.capstan.secrets.kms.KmsCredentials;
import dev.capstan.secrets.kms.KmsEndpoints;
import dev.capstan.secrets.kms.KmsTransport;
import java.time.Clock;
import java.util.Optional;

/**
 * How key services of clouds and Vaults are asked.
 *
 * @param own the identity of this process; empty where nobody may use it
 * @param clock is in signatures and tokens
 */
public record KeyClouds(KmsTransport transport, Optional<KmsCredentials> own, KmsEndpoints endpoints, Clock clock) {}
