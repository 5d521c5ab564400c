/**
 * Charts out of artifacts, and post-rendering by the kustomize engine.
 */
@NullMarked
package dev.capstan.helmrelease.adapter;

import org.jspecify.annotations.NullMarked;
