import type { ReactNode } from 'react'

/** The bird on the coin, 64 x 64, facing left. Eye and wing show the ground it stands on. */
export function Wren({ ground }: { ground: string }): ReactNode {
  return (
    <>
      <path
        fill="currentColor"
        d="M6.6 26.2 14.4 22.9C15.4 18.6 18.9 15.8 23 15.8c5 0 8 3.2 11.4 6.2 3 2.6 6 2.4 8.4-1.2L50.2 9l6.4 2.7-5.2 15.6C50.6 38.6 42.6 47.2 31 47.2c-10 0-16.4-6.5-16.8-15.5-.1-1.6 0-2.9.3-4.1z"
      />
      <circle cx="20.8" cy="22.2" r="1.8" fill={ground} />
      <path
        fill="none"
        stroke={ground}
        strokeWidth="2"
        d="M25 30.2c6.2-2.6 13.6-1 20.6-4.4-1.8 8-7.2 12.6-13 12.4-4-.2-6.8-3.4-7.6-8z"
      />
      <path
        fill="none"
        stroke="currentColor"
        strokeWidth="2.2"
        strokeLinecap="round"
        d="M28 46.5 26.4 54.6M34.6 46.5 33.6 54.6"
      />
    </>
  )
}
