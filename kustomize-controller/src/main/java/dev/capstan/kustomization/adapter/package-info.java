/** What runs read from and write to: artifacts over HTTP, the apply engine on a real cluster. */
@NullMarked
package dev.capstan.kustomization.adapter;

import org.jspecify.annotations.NullMarked;
