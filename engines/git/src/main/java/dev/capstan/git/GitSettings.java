package dev.capstan.git;

/** What holds for all remotes of one {@link dev.capstan.git.mirror.GitMirrors}. */
public record GitSettings(AddressPolicy addresses, GitLimits limits) {}
