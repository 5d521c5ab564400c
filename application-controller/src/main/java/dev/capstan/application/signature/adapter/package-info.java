/** Signatures of commits and tags in mirrors, and keys in Secrets. */
@NullMarked
package dev.capstan.application.signature.adapter;

import org.jspecify.annotations.NullMarked;
