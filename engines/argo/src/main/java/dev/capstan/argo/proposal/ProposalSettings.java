package dev.capstan.argo.proposal;

/**
 * How objects are proposed.
 *
 * @param namespace in which they are made
 * @param controlPlane the namespace of Argo CD
 */
public record ProposalSettings(String namespace, String controlPlane) {}
