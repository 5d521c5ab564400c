package dev.capstan.promotion.adapter;

import dev.capstan.git.signature.CommitSigner;
import dev.capstan.git.write.Person;
import java.util.Optional;

/**
 * How commits and tags look.
 *
 * @param signer empty for commits without signature
 */
public record CommitStyle(Person author, Optional<CommitSigner> signer) {}
