/**
 * How restic hides and proves bytes: AES-256-CTR, Poly1305-AES and scrypt.
 *
 * <p>Words:
 *
 * <ul>
 *   <li><b>sealed</b>: encrypted and authenticated, {@code IV ‖ ciphertext ‖ MAC}; <b>plain</b>:
 *       what is inside. To <b>open</b> is to prove, then decrypt.
 *   <li><b>master key</b>: seals every object of a repository but the key files; these carry it,
 *       sealed with a key derived from a password.
 * </ul>
 *
 * <p>Knows nothing of what the bytes mean.
 */
package lifeboat.engine.restic.crypto;
