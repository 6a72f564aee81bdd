/* Elementary functions that a compiler can vectorise: no tables, no branches, no calls.
 *
 * exp and tanh reduce their argument by multiples of ln 2, in two parts (Cody and Waite, Software Manual for the
 * Elementary Functions, 1980); log takes x = 2^k (1 + f) and the series of 2 atanh(s) with s = f / (2 + f). What is left
 * is a polynomial that interpolates at Chebyshev's points, with an error below a tenth of the last place. Adding and
 * subtracting 1.5 * 2^52 rounds to an integer, whose low bits are then those of the sum. */

#include <stdint.h>

typedef uint8_t u8;
/* Arrays may be aligned less than their elements, and memory is used again for other types. */
typedef double f64 __attribute__((aligned(1), may_alias));
typedef float f32 __attribute__((aligned(1), may_alias));

#define INLINE static inline __attribute__((always_inline, unused))
#if defined(__clang__)
#define INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#elif defined(__GNUC__)
#define INDEPENDENT _Pragma("GCC ivdep")
#else
#define INDEPENDENT
#endif

INLINE uint64_t bits_f64(double x) { union { double x; uint64_t b; } u = {x}; return u.b; }
INLINE double from_f64(uint64_t b) { union { uint64_t b; double x; } u = {b}; return u.x; }
INLINE uint32_t bits_f32(float x) { union { float x; uint32_t b; } u = {x}; return u.b; }
INLINE float from_f32(uint32_t b) { union { uint32_t b; float x; } u = {b}; return u.x; }

/* In one rounding where the machine can; elsewhere nothing is contracted, so that + - * / round as in NumPy. */
#if defined(__FMA__) || defined(__ARM_FEATURE_FMA)
#define MAD(a, b, c) __builtin_fma(a, b, c)
#define MADF(a, b, c) __builtin_fmaf(a, b, c)
#else
#define MAD(a, b, c) ((a) * (b) + (c))
#define MADF(a, b, c) ((a) * (b) + (c))
#endif

#define INFINITE __builtin_inf()
#define NOT_A_NUMBER __builtin_nan("")

/* NaN wins, as in NumPy. */
#define MAXIMUM(a, b) ((a) >= (b) || (a) != (a) ? (a) : (b))
#define MINIMUM(a, b) ((a) <= (b) || (a) != (a) ? (a) : (b))

/* (exp(r) - 1 - r) / r^2 for |r| <= ln 2 / 2 */
INLINE double tail_f64(double r) {
    double q = 0x1.1f730349868cep-29;
    q = MAD(q, r, 0x1.af4de97ca4194p-26);
    q = MAD(q, r, 0x1.27e4db646b17ep-22);
    q = MAD(q, r, 0x1.71de0231960ebp-19);
    q = MAD(q, r, 0x1.a01a01a6d889cp-16);
    q = MAD(q, r, 0x1.a01a01abe7fe1p-13);
    q = MAD(q, r, 0x1.6c16c16c162d4p-10);
    q = MAD(q, r, 0x1.11111111100dcp-7);
    q = MAD(q, r, 0x1.5555555555556p-5);
    q = MAD(q, r, 0x1.5555555555557p-3);
    return MAD(q, r, 0.5);
}
INLINE float tail_f32(float r) {
    float q = 0x1.6d110ap-10f;
    q = MADF(q, r, 0x1.120b6ep-7f);
    q = MADF(q, r, 0x1.55551ap-5f);
    q = MADF(q, r, 0x1.5554dcp-3f);
    return MADF(q, r, 0.5f);
}

/* 2^n is made in one piece where the result is normal, else in two. */
INLINE double exp_f64(double x) {
    double y = x < -746.0 ? -746.0 : x > 710.0 ? 710.0 : x;
    double n = y * 0x1.71547652b82fep+0 + 0x1.8p52 - 0x1.8p52;
    double r = MAD(n, -0x1.a39ef35793c76p-33, MAD(n, -0x1.62e42fee00000p-1, y));
    double moved = y < -708.0 ? 54.0 : y > 709.0 ? -1.0 : 0.0;
    double back = y < -708.0 ? 0x1p-54 : y > 709.0 ? 2.0 : 1.0;
    double scale = from_f64((bits_f64(n + moved + 0x1.8p52) << 52) + 0x3ff0000000000000u);
    return (MAD(r * r, tail_f64(r), r) + 1.0) * scale * back;
}
INLINE float exp_f32(float x) {
    float y = x < -105.0f ? -105.0f : x > 89.0f ? 89.0f : x;
    float n = y * 0x1.715476p+0f + 0x1.8p23f - 0x1.8p23f;
    float r = MADF(n, -0x1.7f7d1cp-20f, MADF(n, -0x1.62e400p-1f, y));
    float moved = y < -87.0f ? 25.0f : y > 88.0f ? -1.0f : 0.0f;
    float back = y < -87.0f ? 0x1p-25f : y > 88.0f ? 2.0f : 1.0f;
    float scale = from_f32((bits_f32(n + moved + 0x1.8p23f) << 23) + 0x3f800000u);
    return (MADF(r * r, tail_f32(r), r) + 1.0f) * scale * back;
}

INLINE double tanh_f64(double x) {
    double y = __builtin_fabs(x) * 2.0;
    y = y > 44.0 ? 44.0 : y;
    double n = y * 0x1.71547652b82fep+0 + 0x1.8p52 - 0x1.8p52;
    double r = MAD(n, -0x1.a39ef35793c76p-33, MAD(n, -0x1.62e42fee00000p-1, y));
    double scale = from_f64((bits_f64(n + 0x1.8p52) << 52) + 0x3ff0000000000000u);
    double t = MAD(r * r, tail_f64(r), r) * scale + (scale - 1.0); /* exp(y) - 1 */
    return __builtin_copysign(t / (t + 2.0), x);
}
INLINE float tanh_f32(float x) {
    float y = __builtin_fabsf(x) * 2.0f;
    y = y > 44.0f ? 44.0f : y;
    float n = y * 0x1.715476p+0f + 0x1.8p23f - 0x1.8p23f;
    float r = MADF(n, -0x1.7f7d1cp-20f, MADF(n, -0x1.62e400p-1f, y));
    float scale = from_f32((bits_f32(n + 0x1.8p23f) << 23) + 0x3f800000u);
    float t = MADF(r * r, tail_f32(r), r) * scale + (scale - 1.0f);
    return __builtin_copysignf(t / (t + 2.0f), x);
}

INLINE double log_f64(double x) {
    int small = x < 0x1p-1022;
    uint64_t b = bits_f64(small ? x * 0x1p54 : x) + (0x3ff0000000000000u - 0x3fe6a09e667f3bcdu);
    double k = from_f64((b >> 52) | 0x4330000000000000u) - (small ? 0x1p52 + 1077.0 : 0x1p52 + 1023.0);
    double f = from_f64((b & 0x000fffffffffffffu) + 0x3fe6a09e667f3bcdu) - 1.0;
    double s = f / (2.0 + f), z = s * s, h = 0.5 * f * f;
    double p = 0x1.2b5900de53b32p-3;
    p = MAD(p, z, 0x1.39fe51a7c18f9p-3);
    p = MAD(p, z, 0x1.7462b51cb66b1p-3);
    p = MAD(p, z, 0x1.c71c62e3f11e6p-3);
    p = MAD(p, z, 0x1.2492492df281ap-2);
    p = MAD(p, z, 0x1.99999999952d7p-2);
    p = MAD(p, z, 0x1.5555555555558p-1);
    double y = k * 0x1.62e42fee00000p-1 - ((h - (s * (h + p * z) + k * 0x1.a39ef35793c76p-33)) - f);
    return x > 0.0 ? (x < INFINITE ? y : x) : (x == 0.0 ? -INFINITE : NOT_A_NUMBER);
}
INLINE float log_f32(float x) {
    int small = x < 0x1p-126f;
    uint32_t b = bits_f32(small ? x * 0x1p25f : x) + (0x3f800000u - 0x3f3504f3u);
    float k = from_f32((b >> 23) | 0x4b000000u) - (small ? 0x1p23f + 152.0f : 0x1p23f + 127.0f);
    float f = from_f32((b & 0x007fffffu) + 0x3f3504f3u) - 1.0f;
    float s = f / (2.0f + f), z = s * s, h = 0.5f * f * f;
    float p = 0x1.2ee656p-2f;
    p = MADF(p, z, 0x1.997c2ep-2f);
    p = MADF(p, z, 0x1.55555cp-1f);
    float y = k * 0x1.62e400p-1f - ((h - (s * (h + p * z) + k * 0x1.7f7d1cp-20f)) - f);
    return x > 0.0f ? (x < (float)INFINITE ? y : x) : (x == 0.0f ? -(float)INFINITE : (float)NOT_A_NUMBER);
}

INLINE double sqrt_f64(double x) { return __builtin_sqrt(x); }
INLINE float sqrt_f32(float x) { return __builtin_sqrtf(x); }
INLINE double abs_f64(double x) { return __builtin_fabs(x); }
INLINE float abs_f32(float x) { return __builtin_fabsf(x); }
